package faultline.lab.busted;

import faultline.kernel.lock.AddressSpaceLock;
import faultline.kernel.lock.LockStrategy;
import faultline.kernel.lock.Look;
import faultline.kernel.lock.Reuse;
import faultline.kernel.lock.VmaLock;
import faultline.kernel.memory.Task;
import faultline.kernel.mm.Kernel;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.Vma;
import faultline.mmaplock.MmapLock;

/// `mmap-lock`, but for how a read begins, which is up to the test.
public final class ReadsAnyhow extends Spoiled implements LockStrategy {
    private final MmapLock whole;
    private final Begin begin;

    /// Begins a read of `address`, or does not.
    public interface Begin {
        boolean startRead(MmStruct mm, Task task, long address, Look look);
    }

    private final MmStruct mm;

    public ReadsAnyhow(Begin begin) {
        this(new MmapLock(), begin, null);
    }

    private ReadsAnyhow(MmapLock whole, Begin begin, MmStruct mm) {
        super(whole);
        this.whole = whole;
        this.begin = begin;
        this.mm = mm;
    }

    @Override public String name() {
        return "reads-anyhow";
    }

    @Override public String summary() {
        return "mmap-lock, but for how a read begins";
    }

    @Override public Reuse reuse() {
        return whole.reuse();
    }

    @Override public boolean readerExcludes() {
        return true;
    }

    @Override public boolean readerMaySleep() {
        return true;
    }

    @Override public int bytesPerVma() {
        return whole.bytesPerVma();
    }

    @Override public AddressSpaceLock forAddressSpace(Kernel kernel, MmStruct of) {
        return new ReadsAnyhow(whole, begin, of);
    }

    @Override public VmaLock forVma(Kernel kernel, Vma vma) {
        return whole.forVma(kernel, vma);
    }

    @Override public boolean startRead(Task task, long address, Look look) {
        return begin.startRead(mm, task, address, look);
    }

    @Override public void endRead(Task task, Look look) {
        // nothing is held
    }
}
