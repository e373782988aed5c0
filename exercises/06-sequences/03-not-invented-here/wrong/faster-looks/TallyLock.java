package tally;

import faultline.kernel.lock.AddressSpaceLock;
import faultline.kernel.lock.Look;
import faultline.kernel.lock.VmaLock;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.mm.Kernel;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.Vma;
import faultline.kernel.sync.SeqCount;

/// A sequence of the address space that is odd while somebody holds `mmap_lock` for writing. Looks check it; faults are
/// sent to `mmap_lock`.
///
/// ```
///     look (in RCU)                             whoever takes mmap_lock for writing
///
///                                               down_write mmap_lock
///     start = tally   SeqCount.C ◀─────────┐    tally + 1, odd
///     odd? refused                         │ ┌─ ──── SeqCount.A: write barrier ────
///     find the VMA, look                   │ │  VMAs, tree
///     ──── SeqCount.D: read barrier ────   │ │  ──── SeqCount.B: write barrier ────
///     tally still start? ◀─────────────────│─┘  tally + 1, even
///                                          └─── up_write, or downgrade_write
/// ```
final class TallyLock implements AddressSpaceLock {
    private final Memory memory;
    private final MmStruct mm;
    private final SeqCount tally;

    TallyLock(Kernel kernel, MmStruct mm) {
        this.memory = kernel.memory();
        this.mm = mm;
        this.tally = new SeqCount(memory.line(mm), "tally", Integer.SIZE);
    }

    /// What a VMA has of this lock.
    record Nothing() implements VmaLock {
    }

    @Override public void initMm(Task task) {
        tally.init();
    }

    @Override public boolean startLook(Task task, long address, Look look) {
        long start = tally.readBegin();
        if (SeqCount.isOdd(start)) {
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
        boolean valid = !tally.readRetry(look.stamp);
        memory.rcuReadUnlock(task);
        return valid;
    }

    @Override public void writeLocked(Task task) {
        tally.writeBegin();
    }

    @Override public void endWriteAll(Task task) {
        tally.writeEnd();
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
