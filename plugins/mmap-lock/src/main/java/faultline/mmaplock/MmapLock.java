package faultline.mmaplock;

import faultline.kernel.lock.AddressSpaceLock;
import faultline.kernel.lock.LockStrategy;
import faultline.kernel.lock.Look;
import faultline.kernel.lock.Reuse;
import faultline.kernel.lock.VmaLock;
import faultline.kernel.memory.Task;
import faultline.kernel.mm.Kernel;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.Vma;

/// No VMA has a lock of its own: whoever needs one to stand still takes `mmap_lock`, as everybody did before
/// 6.4.
///
/// ```
///     fault, uprobe hit                         mmap, munmap, mprotect, …
///
///     startRead: no
///     down_read  mmap_lock  ◀── everything ───  up_write  mmap_lock, or downgrade_write
///     find the VMA
///     fill the PTE, or read the file
///     up_read    mmap_lock  ─── is over ─────▶  down_write  mmap_lock
///                                               change VMAs, tree and PTEs
/// ```
///
/// **up_write with down_read.** Whoever reads sees everything that writers did, and the VMA stands still
/// until he lets go.
///
/// **up_read with down_write.** A writer changes nothing before every reader is over.
///
/// `munmap` downgrades before it zaps. It goes on beside readers, whom the tree no longer leads into its
/// range, but never beside another writer, downgraded or not: each of them needed the lock for writing first.
///
/// Nothing here needs an order of its own: the semaphore's edges, drawn in its class, are all there is. The
/// price is that every reader writes the semaphore's line twice, and that one slow reader with a writer
/// queued behind it stops all faults of the process, wherever they are.
///
/// An instance has no cells, so it is the lock of every address space and of every VMA.
public final class MmapLock implements LockStrategy, AddressSpaceLock, VmaLock {

    @Override public String name() {
        return "mmap-lock";
    }

    @Override public String summary() {
        return "the baseline: every fault takes mmap_lock, one rw_semaphore for the whole address space";
    }

    /// A VMA is found under `mmap_lock` alone, so when it is freed nobody is left to see it.
    @Override public Reuse reuse() {
        return Reuse.AT_ONCE;
    }

    @Override public boolean readerExcludes() {
        return true;
    }

    @Override public boolean readerMaySleep() {
        return true;
    }

    /// The semaphore stands in the `mm_struct`.
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

    @Override public boolean startRead(Task task, long address, Look look) {
        return false;
    }

    @Override public void endRead(Task task, Look look) {
        throw task.memory().bug("mmap-lock: endRead on " + task + ", but startRead lets nobody in");
    }

    @Override public boolean startWrite(Task task, Vma vma, boolean killable) {
        return true;   // mmap_lock is held for writing: readers are out already
    }

    @Override public void endWriteAll(Task task) {
        // mmap_lock itself lets them back in
    }

    @Override public void markAttached(Task task, Vma vma) {
        // the tree says so
    }

    @Override public void markDetached(Task task, Vma vma) {
        // the tree says so
    }
}
