package yours;

import faultline.kernel.lock.AddressSpaceLock;
import faultline.kernel.lock.Look;
import faultline.kernel.lock.VmaLock;
import faultline.kernel.memory.Task;
import faultline.kernel.mm.Vma;

/// The lock of your first day: right, and slow. Every reader is sent to `mmap_lock`.
///
/// Draw here what each access waits for, with the letters of its edges, when you have made it yours.
public final class YourLock implements AddressSpaceLock {

    /// What a VMA has of your lock.
    record Cells() implements VmaLock {
    }

    /// A new address space.
    @Override public void initMm(Task task) {
        // no cells yet
    }

    /// A new VMA, detached; a late reader may still look at it.
    @Override public void init(Task task, Vma vma, Vma copiedFrom) {
        // no cells yet
    }

    @Override public boolean startRead(Task task, long address, Look look) {
        return false;
    }

    @Override public void endRead(Task task, Look look) {
        throw task.memory().bug("endRead, but startRead lets nobody in");
    }

    /// Once for each VMA that is to be changed.
    @Override public boolean startWrite(Task task, Vma vma, boolean killable) {
        return true;
    }

    /// All is changed: every VMA is open again.
    @Override public void endWriteAll(Task task) {
        // mmap_lock itself lets readers back in
    }

    @Override public void markAttached(Task task, Vma vma) {
        // the tree says so
    }

    @Override public void markDetached(Task task, Vma vma) {
        // the tree says so
    }
}
