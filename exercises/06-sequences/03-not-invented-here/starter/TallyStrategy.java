package tally;

import faultline.kernel.lock.AddressSpaceLock;
import faultline.kernel.lock.LockStrategy;
import faultline.kernel.lock.Reuse;
import faultline.kernel.lock.VmaLock;
import faultline.kernel.mm.Kernel;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.Vma;

/// [TallyLock], as a strategy.
public final class TallyStrategy implements LockStrategy {

    @Override public String name() {
        return "tally";
    }

    @Override public String summary() {
        return "looks check a home-made counter of the address space; faults take mmap_lock";
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
        return 0;
    }

    @Override public AddressSpaceLock forAddressSpace(Kernel kernel, MmStruct mm) {
        return new TallyLock(kernel, mm);
    }

    @Override public VmaLock forVma(Kernel kernel, Vma vma) {
        return new TallyLock.Nothing();
    }
}
