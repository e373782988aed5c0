package downgrade;

import faultline.kernel.lock.AddressSpaceLock;
import faultline.kernel.lock.LockStrategy;
import faultline.kernel.lock.Reuse;
import faultline.kernel.lock.VmaLock;
import faultline.kernel.memory.Line;
import faultline.kernel.mm.Kernel;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.Vma;

/// [BoothLock], as a strategy.
public final class BoothStrategy implements LockStrategy {

    @Override public String name() {
        return "booth";
    }

    @Override public String summary() {
        return "a door in each VMA, and one stamp that says closed or gone";
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

    @Override public int bytesPerVma() {
        return 40 + 4;
    }

    @Override public AddressSpaceLock forAddressSpace(Kernel kernel, MmStruct mm) {
        return new BoothLock(kernel.memory(), mm);
    }

    @Override public VmaLock forVma(Kernel kernel, Vma vma) {
        Line line = kernel.memory().line(vma);
        return new BoothLock.Booth(line.word("stamp", BoothLock.GONE), kernel.sync().rwSemaphore(line, "door", "vma_door"));
    }
}
