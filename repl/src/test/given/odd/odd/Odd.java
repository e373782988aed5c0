package odd;

import faultline.kernel.lock.AddressSpaceLock;
import faultline.kernel.lock.LockStrategy;
import faultline.kernel.lock.Look;
import faultline.kernel.lock.Reuse;
import faultline.kernel.lock.VmaLock;
import faultline.kernel.memory.KernelBug;
import faultline.kernel.memory.Task;
import faultline.kernel.mm.Kernel;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.Vma;

/// Finds a bug in every kernel.
public class Odd implements LockStrategy, AddressSpaceLock, VmaLock {
    private long count;

    @Override public String name() {
        return "odd";
    }

    @Override public String summary() {
        return "counts in a field, and finds a bug in every kernel";
    }

    @Override public boolean startRead(Task task, long address, Look look) {
        count++;
        throw new KernelBug("the odd lock was asked for the " + count + ". time");
    }

    @Override public boolean startWrite(Task task, Vma vma, boolean killable) {
        return true;
    }

    @Override public void endRead(Task task, Look look) {
    }

    @Override public void endWriteAll(Task task) {
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
        return this;
    }

    @Override public VmaLock forVma(Kernel kernel, Vma vma) {
        return this;
    }

    @Override public void initMm(Task task) {
    }

    @Override public void init(Task task, Vma vma, Vma copiedFrom) {
    }

    @Override public void markAttached(Task task, Vma vma) {
    }

    @Override public void markDetached(Task task, Vma vma) {
    }
}
