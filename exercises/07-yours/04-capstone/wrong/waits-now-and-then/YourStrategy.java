package yours;

import faultline.kernel.lock.AddressSpaceLock;
import faultline.kernel.lock.LockStrategy;
import faultline.kernel.lock.Reuse;
import faultline.kernel.lock.VmaLock;
import faultline.kernel.mm.Kernel;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.Vma;

/// [YourLock], as a strategy.
public final class YourStrategy implements LockStrategy {

    @Override public String name() {
        return "yours";
    }

    @Override public String summary() {
        return "readers write nothing, writers wait for nobody: a mark in each VMA, checked before the PTE is set";
    }

    @Override public Reuse reuse() {
        return Reuse.AFTER_RCU;
    }

    @Override public boolean readerExcludes() {
        return false;
    }

    @Override public boolean readerMaySleep() {
        return false;
    }

    @Override public int bytesPerVma() {
        return Long.BYTES;
    }

    @Override public AddressSpaceLock forAddressSpace(Kernel kernel, MmStruct mm) {
        return new YourLock(kernel.memory(), mm);
    }

    @Override public VmaLock forVma(Kernel kernel, Vma vma) {
        return new YourLock.Cells(vma.line().word("mark", YourLock.DETACHED));
    }
}
