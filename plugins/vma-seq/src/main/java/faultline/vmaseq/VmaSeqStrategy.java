package faultline.vmaseq;

import faultline.kernel.lock.AddressSpaceLock;
import faultline.kernel.mm.Kernel;
import faultline.kernel.mm.MmStruct;
import faultline.rwsem.RwsemStrategy;

/// Faults as `rwsem`, looks by [VmaSeqLock].
public final class VmaSeqStrategy extends RwsemStrategy {

    @Override public String name() {
        return "vma-seq";
    }

    @Override public String summary() {
        return "proposed in 2024: looks check the vm_lock_seq of the VMA and lock nothing; faults as rwsem";
    }

    /// As rwsem; said again because the list of strategies reads this class alone.
    @Override public int bytesPerVma() {
        return 44;
    }

    @Override public AddressSpaceLock forAddressSpace(Kernel kernel, MmStruct mm) {
        return new VmaSeqLock(kernel, mm);
    }
}
