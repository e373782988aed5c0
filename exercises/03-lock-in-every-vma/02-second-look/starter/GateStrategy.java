package secondlook;

import faultline.kernel.lock.AddressSpaceLock;
import faultline.kernel.lock.LockStrategy;
import faultline.kernel.lock.Reuse;
import faultline.kernel.lock.VmaLock;
import faultline.kernel.memory.Line;
import faultline.kernel.mm.Kernel;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.Vma;

/// [GateLock], as a strategy.
public final class GateStrategy implements LockStrategy {

    @Override public String name() {
        return "gate";
    }

    @Override public String summary() {
        return "a gate in each VMA that writers close with a number";
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
        return 40 + 8 + 8;
    }

    @Override public AddressSpaceLock forAddressSpace(Kernel kernel, MmStruct mm) {
        return new GateLock(kernel.memory(), mm);
    }

    @Override public VmaLock forVma(Kernel kernel, Vma vma) {
        Line line = kernel.memory().line(vma);
        return new GateLock.Gate(kernel.sync().rwSemaphore(line, "gate", "vma_gate"), line.word("closed_in", -1),
                line.word("gone", 1));
    }
}
