package faultline.refcount;

import faultline.kernel.lock.AddressSpaceLock;
import faultline.kernel.lock.LockStrategy;
import faultline.kernel.lock.Reuse;
import faultline.kernel.lock.VmaLock;
import faultline.kernel.mm.Kernel;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.Vma;

/// The per-VMA locks since 6.15, as of 7.0: [RefcountLock].
public class RefcountStrategy implements LockStrategy {

    /// It keeps nothing.
    public RefcountStrategy() {
    }

    @Override public String name() {
        return "refcount";
    }

    @Override public String summary() {
        return "Linux 6.15 to now: vm_refcnt, a count in each VMA; memory is reused at once";
    }

    @Override public Reuse reuse() {
        return Reuse.AT_ONCE;
    }

    @Override public boolean readerExcludes() {
        return true;
    }

    @Override public boolean readerMaySleep() {
        return true;
    }

    /// `vm_refcnt` and `vm_lock_seq`, 4 bytes each (cover letter of 11 November 2024).
    @Override public int bytesPerVma() {
        return 4 + 4;
    }

    @Override public AddressSpaceLock forAddressSpace(Kernel kernel, MmStruct mm) {
        return new RefcountLock(kernel, mm);
    }

    @Override public VmaLock forVma(Kernel kernel, Vma vma) {
        return RefcountLock.cellsOf(kernel, vma);
    }
}
