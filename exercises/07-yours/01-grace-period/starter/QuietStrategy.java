package quiet;

import faultline.kernel.lock.AddressSpaceLock;
import faultline.kernel.lock.LockStrategy;
import faultline.kernel.lock.Reuse;
import faultline.kernel.lock.VmaLock;
import faultline.kernel.mm.Kernel;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.Vma;

/// [QuietLock], as a strategy.
public final class QuietStrategy implements LockStrategy {

    @Override public String name() {
        return "quiet";
    }

    @Override public String summary() {
        return "readers write nothing, and every writer waits a grace period";
    }

    @Override public Reuse reuse() {
        return Reuse.AFTER_RCU;
    }

    @Override public boolean readerExcludes() {
        return true;
    }

    @Override public boolean readerMaySleep() {
        return false;
    }

    @Override public int bytesPerVma() {
        return 4;
    }

    @Override public AddressSpaceLock forAddressSpace(Kernel kernel, MmStruct mm) {
        return new QuietLock(kernel.memory(), mm);
    }

    @Override public VmaLock forVma(Kernel kernel, Vma vma) {
        return new QuietLock.Door(kernel.memory().line(vma).word("shut_in", QuietLock.FOR_EVER));
    }
}
