package faultline.storefree;

import faultline.kernel.lock.AddressSpaceLock;
import faultline.kernel.lock.LockStrategy;
import faultline.kernel.lock.Reuse;
import faultline.kernel.lock.VmaLock;
import faultline.kernel.mm.Kernel;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.Vma;

/// What Wilcox proposed in 2022 and 2023, reconstructed: [StoreFreeLock].
public final class StoreFreeStrategy implements LockStrategy {

    @Override public String name() {
        return "store-free";
    }

    @Override public String summary() {
        return "Wilcox's proposal of 2022, reconstructed: readers stand in RCU, writers wait a grace period";
    }

    @Override public Reuse reuse() {
        return Reuse.AFTER_RCU;
    }

    /// The writer waits until the readers are gone.
    @Override public boolean readerExcludes() {
        return true;
    }

    @Override public boolean readerMaySleep() {
        return false;
    }

    /// The mark, if it is as wide as `vm_lock_seq`; there is no patch to measure.
    @Override public int bytesPerVma() {
        return 4;
    }

    @Override public AddressSpaceLock forAddressSpace(Kernel kernel, MmStruct mm) {
        return new StoreFreeLock(kernel, mm);
    }

    @Override public VmaLock forVma(Kernel kernel, Vma vma) {
        return StoreFreeLock.cellsOf(vma);
    }
}
