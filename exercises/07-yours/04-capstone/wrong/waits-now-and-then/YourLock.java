package yours;

import faultline.kernel.lock.AddressSpaceLock;
import faultline.kernel.lock.Look;
import faultline.kernel.lock.VmaLock;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.Vma;

/// Readers write nothing. A writer leaves the number of its session on each VMA that it changes; whoever finds the
/// mark moved forgets what he saw. Now and then the writer waits a grace period, so that what is to be freed does
/// not pile up.
///
/// ```
///     reader (in RCU)                           writer (holds mmap_lock for writing)
///
///     find the VMA
///     v = mark     D: acquire ◀──────────────── mark = session   C: release
///     m = session  B: acquire ◀───────────┐ ┌── ──── E: write barrier ────
///     v >= m? refused                     │ │   change the VMA
///     copy its fields, never asleep       │ │   for each page table, under its lock: change, zap
///     page-table lock                     └─│── session + 1      A: release
///     ──── F: read barrier ────             │
///     mark still v? ◀───────────────────────┘
///     set the PTE
/// ```
///
/// A VMA in no tree bears a mark above all sessions.
public final class YourLock implements AddressSpaceLock {
    static final long DETACHED = Long.MAX_VALUE;
    private static final long OFTEN = 16;

    private final Memory memory;
    private final MmStruct mm;
    private final Word session;

    YourLock(Memory memory, MmStruct mm) {
        this.memory = memory;
        this.mm = mm;
        this.session = memory.line(mm).word("session", 0);
    }

    record Cells(Word mark) implements VmaLock {
    }

    private static Word mark(Vma vma) {
        return ((Cells) vma.lock()).mark();
    }

    @Override public void initMm(Task task) {
        session.writeOnce(0);
    }

    @Override public void init(Task task, Vma vma, Vma copiedFrom) {
        mark(vma).writeOnce(DETACHED);
    }

    @Override public boolean startRead(Task task, long address, Look look) {
        memory.rcuReadLock(task);
        Vma vma = mm.find(task, address);
        if (vma != null) {
            long seen = mark(vma).loadAcquire("D");
            if (seen < session.loadAcquire("B") && vma.covers(task, address)) {
                look.vma = vma;
                look.stamp = seen;
                return true;
            }
        }
        memory.rcuReadUnlock(task);
        return false;
    }

    @Override public boolean stillValid(Task task, Look look) {
        memory.rmb("F");
        return mark(look.vma).readOnce() == look.stamp;
    }

    @Override public void endRead(Task task, Look look) {
        memory.rcuReadUnlock(task);
    }

    @Override public boolean startWrite(Task task, Vma vma, boolean killable) {
        long now = session.readOnce();
        if (mark(vma).readOnce() < now) {
            mark(vma).storeRelease("C", now);
            memory.wmb("E");
        }
        return true;
    }

    @Override public void endWriteAll(Task task) {
        session.storeRelease("A", session.readOnce() + 1);
    }

    @Override public void settle(Task task) {
        if (session.readOnce() % OFTEN == 0) {
            memory.synchronizeRcu(task);
        }
    }

    @Override public void markAttached(Task task, Vma vma) {
        mark(vma).storeRelease("C", session.readOnce());
    }

    @Override public void markDetached(Task task, Vma vma) {
        mark(vma).writeOnce(DETACHED);
    }
}
