package yours;

import faultline.kernel.lock.AddressSpaceLock;
import faultline.kernel.lock.LockStrategy;
import faultline.kernel.lock.Reuse;
import faultline.kernel.lock.VmaLock;
import faultline.kernel.mm.Kernel;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.Vma;

/// What your lock promises, and where its cells lie. All of it is yours to change.
public final class YourStrategy implements LockStrategy {

    @Override public String name() {
        return "yours";
    }

    @Override public String summary() {
        return "sends every reader to mmap_lock, for now";
    }

    /// When the memory of a VMA may become another VMA.
    @Override public Reuse reuse() {
        return Reuse.AFTER_RCU;
    }

    /// Whether nobody changes a VMA that a reader stands on. If not, the kernel asks stillValid.
    @Override public boolean readerExcludes() {
        return true;
    }

    /// Whether a reader may wait for memory or a disk while it is in.
    @Override public boolean readerMaySleep() {
        return true;
    }

    /// Of your cells in each VMA. It is scored.
    @Override public int bytesPerVma() {
        return 0;
    }

    @Override public AddressSpaceLock forAddressSpace(Kernel kernel, MmStruct mm) {
        return new YourLock();
    }

    @Override public VmaLock forVma(Kernel kernel, Vma vma) {
        return new YourLock.Cells();
    }
}
