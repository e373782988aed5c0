package faultline.rwsem;

import faultline.kernel.lock.AddressSpaceLock;
import faultline.kernel.lock.LockStrategy;
import faultline.kernel.lock.Reuse;
import faultline.kernel.lock.VmaLock;
import faultline.kernel.mm.Kernel;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.Vma;

/// The per-VMA locks of 6.4 to 6.14: [RwsemLock].
public class RwsemStrategy implements LockStrategy {

    /// It keeps nothing.
    public RwsemStrategy() {
    }

    @Override public String name() {
        return "rwsem";
    }

    @Override public String summary() {
        return "Linux 6.4 to 6.14: an rw_semaphore in each VMA, and vm_lock_seq to unlock them all at once";
    }

    @Override public Reuse reuse() {
        return Reuse.AFTER_RCU;
    }

    @Override public boolean readerExcludes() {
        return true;
    }

    @Override public boolean readerMaySleep() {
        return true;
    }

    /// The semaphore takes 40 bytes in a slab of its own, `vm_lock_seq` 4 (cover letter of 11 November 2024).
    /// The pointer from one to the other and the flag `detached` are not counted.
    @Override public int bytesPerVma() {
        return 40 + 4;
    }

    @Override public AddressSpaceLock forAddressSpace(Kernel kernel, MmStruct mm) {
        return new RwsemLock(kernel, mm);
    }

    @Override public VmaLock forVma(Kernel kernel, Vma vma) {
        return RwsemLock.cellsOf(kernel, vma);
    }
}
