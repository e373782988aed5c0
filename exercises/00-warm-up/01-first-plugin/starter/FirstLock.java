package firstlock;

import faultline.kernel.lock.AddressSpaceLock;
import faultline.kernel.lock.LockStrategy;
import faultline.kernel.lock.Look;
import faultline.kernel.lock.Reuse;
import faultline.kernel.lock.VmaLock;
import faultline.kernel.memory.Task;
import faultline.kernel.mm.Kernel;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.Vma;

/// A lock that always falls back: whoever wants to read a VMA takes `mmap_lock` instead, which the kernel does
/// for you as soon as you say no. Four lines are yours; they are numbered.
///
/// It has no cells of its own, so one instance is the lock of every address space and of every VMA.
public final class FirstLock implements LockStrategy, AddressSpaceLock, VmaLock {

    /// What you type for it at the prompt.
    @Override public String name() {
        return "first";   // 1: a name of your own, in lower case
    }

    /// What the list of strategies says about it.
    @Override public String summary() {
        return "a lock that";   // 2: what does it do with a reader?
    }

    /// Whether this reader is in. If it is, it stands on a VMA that nobody changes until `endRead`.
    @Override public boolean startRead(Task task, long address, Look look) {
        return true;   // 3: is it?
    }

    /// Whether the writer, who holds `mmap_lock` for writing, may go on. It may not only if somebody killed it.
    @Override public boolean startWrite(Task task, Vma vma, boolean killable) {
        return false;   // 4: may it?
    }

    // What follows is right for a lock without cells.

    @Override public void endRead(Task task, Look look) {
        throw task.memory().bug("endRead, but startRead lets nobody in");
    }

    @Override public void endWriteAll(Task task) {
        // mmap_lock itself lets readers back in
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
        // no cells
    }

    @Override public void init(Task task, Vma vma, Vma copiedFrom) {
        // no cells
    }

    @Override public void markAttached(Task task, Vma vma) {
        // the tree says so
    }

    @Override public void markDetached(Task task, Vma vma) {
        // the tree says so
    }
}
