package faultline.seqcount;

import faultline.kernel.lock.AddressSpaceLock;
import faultline.kernel.mm.Kernel;
import faultline.kernel.mm.MmStruct;
import faultline.refcount.RefcountStrategy;

/// Faults as `refcount`, looks by [SeqcountLock].
public final class SeqcountStrategy extends RefcountStrategy {

    @Override public String name() {
        return "seqcount";
    }

    @Override public String summary() {
        return "Linux 6.14 to now: looks check the mm_lock_seq of the address space; faults as refcount";
    }

    /// As refcount; said again because the list of strategies reads this class alone.
    @Override public int bytesPerVma() {
        return 8;
    }

    @Override public AddressSpaceLock forAddressSpace(Kernel kernel, MmStruct mm) {
        return new SeqcountLock(kernel, mm);
    }
}
