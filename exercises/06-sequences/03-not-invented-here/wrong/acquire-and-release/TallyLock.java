package tally;

import faultline.kernel.lock.AddressSpaceLock;
import faultline.kernel.lock.Look;
import faultline.kernel.lock.VmaLock;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;
import faultline.kernel.mm.Kernel;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.Vma;

/// A counter of the address space that is odd while somebody holds `mmap_lock` for writing. Looks check it; faults are
/// sent to `mmap_lock`.
///
/// ```
///     look (in RCU)                             whoever takes mmap_lock for writing
///
///                                               down_write mmap_lock
///     start = tally     E: acquire ◀───────┐    A ─▶ tally + 1, odd ◀─ B, both orders
///     odd? refused                         │
///     find the VMA, look                   │    VMAs, tree
///     ──── F: read barrier ────            │
///     tally still start?  G: acquire       └─── C ─▶ tally + 1, even ◀─ D, both orders
///                                               up_write, or downgrade_write
/// ```
///
/// **A, C.** What comes before the step stays before it. **B, D.** What comes after it stays after it.
///
/// **G.** What comes after the look stays after it.
final class TallyLock implements AddressSpaceLock {
    private final Memory memory;
    private final MmStruct mm;
    private final Word tally;

    TallyLock(Kernel kernel, MmStruct mm) {
        this.memory = kernel.memory();
        this.mm = mm;
        this.tally = memory.line(mm).word("tally", 0);
    }

    /// What a VMA has of this lock.
    record Nothing() implements VmaLock {
    }

    @Override public void initMm(Task task) {
        tally.writeOnce(0);
    }

    @Override public boolean startLook(Task task, long address, Look look) {
        long start = tally.loadAcquire("E");
        if (start % 2 != 0) {
            return false;
        }
        memory.rcuReadLock(task);
        Vma vma = mm.find(task, address);
        if (vma == null) {
            memory.rcuReadUnlock(task);
            return false;
        }
        look.vma = vma;
        look.stamp = start;
        return true;
    }

    @Override public boolean endLook(Task task, Look look) {
        memory.rmb("F");
        boolean valid = tally.loadAcquire("G") == look.stamp;
        memory.rcuReadUnlock(task);
        return valid;
    }

    @Override public void writeLocked(Task task) {
        tally.fetchAddAcquire("B", 1);
    }

    @Override public void endWriteAll(Task task) {
        tally.fetchAddRelease("C", 1);
    }

    @Override public void init(Task task, Vma vma, Vma copiedFrom) {
        // no cells
    }

    @Override public boolean startRead(Task task, long address, Look look) {
        return false;
    }

    @Override public void endRead(Task task, Look look) {
        throw task.memory().bug("endRead, but startRead lets nobody in");
    }

    @Override public boolean startWrite(Task task, Vma vma, boolean killable) {
        return true;
    }

    @Override public void markAttached(Task task, Vma vma) {
        // the tree says so
    }

    @Override public void markDetached(Task task, Vma vma) {
        // the tree says so
    }
}
