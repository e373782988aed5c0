package readersgate;

import faultline.kernel.lock.AddressSpaceLock;
import faultline.kernel.lock.LockStrategy;
import faultline.kernel.lock.Reuse;
import faultline.kernel.lock.VmaLock;
import faultline.kernel.mm.Kernel;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.Vma;

/// [TurnstileLock], as a strategy.
public final class TurnstileStrategy implements LockStrategy {

    @Override public String name() {
        return "turnstile";
    }

    @Override public String summary() {
        return "a count in each VMA that is negative while a writer waits";
    }

    @Override public Reuse reuse() {
        return Reuse.AT_ONCE;
    }

    @Override public boolean readerExcludes() {
        return true;
    }

    @Override public boolean readerMaySleep() {
        return true;
    }

    @Override public int bytesPerVma() {
        return 4 + 4;
    }

    @Override public AddressSpaceLock forAddressSpace(Kernel kernel, MmStruct mm) {
        return new TurnstileLock(kernel, mm);
    }

    @Override public VmaLock forVma(Kernel kernel, Vma vma) {
        return new TurnstileLock.Turnstile(kernel.memory().line(vma).stableWord("inside", 0),
                vma.line().stableWord("shut_in", TurnstileLock.NEVER));
    }
}
