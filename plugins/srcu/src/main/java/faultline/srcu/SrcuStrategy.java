package faultline.srcu;

import faultline.kernel.lock.AddressSpaceLock;
import faultline.kernel.lock.LockStrategy;
import faultline.kernel.lock.Reuse;
import faultline.kernel.lock.VmaLock;
import faultline.kernel.mm.Kernel;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.Vma;

/// Speculative page faults, as Zijlstra proposed them in 2014 and Dufour took them up: [SrcuLock].
public final class SrcuStrategy implements LockStrategy {

    @Override public String name() {
        return "srcu";
    }

    @Override public String summary() {
        return "speculative page faults, 2014 to 2017: SRCU, and a vm_sequence in each VMA that faults check";
    }

    @Override public Reuse reuse() {
        return Reuse.AFTER_SRCU;
    }

    @Override public boolean readerExcludes() {
        return false;
    }

    @Override public boolean readerMaySleep() {
        return true;
    }

    /// `vm_sequence`, a `seqcount_t` without debugging.
    @Override public int bytesPerVma() {
        return 4;
    }

    @Override public AddressSpaceLock forAddressSpace(Kernel kernel, MmStruct mm) {
        return new SrcuLock(kernel, mm);
    }

    @Override public VmaLock forVma(Kernel kernel, Vma vma) {
        return SrcuLock.cellsOf(vma);
    }
}
