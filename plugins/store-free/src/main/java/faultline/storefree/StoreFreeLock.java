package faultline.storefree;

import faultline.kernel.lock.AddressSpaceLock;
import faultline.kernel.lock.Look;
import faultline.kernel.lock.VmaLock;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;
import faultline.kernel.mm.Kernel;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.Vma;

/// Readers stand in RCU and write nothing. A writer marks the VMAs it will change, then waits one grace
/// period: whoever got in without seeing the mark is gone by then. A reconstruction: the proposal was never
/// posted as code.
///
/// ```
///     mark             means
///     below session    open
///     session          the writer of this session changes it; open again when `mm.session` moves on
///     DETACHED         in no tree: closed until it is attached, which marks it with the session
///
///     reader (in RCU)                           writer (holds mmap_lock for writing)
///
///     find the VMA                              mark = session, on each VMA
///     session  B: acquire ◀─────────────┐       ════ one grace period ════
///     mark >= session? refused          │       change the VMAs, zap, detach
///     another address? refused          └────── A: release   session + 1
///     look, set PTEs, never asleep
///     leave RCU
/// ```
///
/// **The grace period.** A reader that does not see the mark began before the period did, so its look, and
/// the PTE it sets, are over before the first change. Without the wait it could set a PTE in a range that was
/// just zapped.
///
/// **A with B.** A reader finds the VMA open only if the session moved on since the mark. Then it also sees
/// all that was done under the mark, that the VMA was detached included.
///
/// The mark itself needs no order: seen late, the grace period makes up for it.
///
/// **B before the mark.** Read the other way round, the mark could be that of a session which then ends, the
/// VMA detached in it: less than the next session, and so open, though nobody waited for this reader.
///
/// **Why no second wait**, when the session ends: readers that were refused have nothing to lose, and those
/// that come now see all changes at once. One increment opens all VMAs.
///
/// A VMA that no reader can have found (new, or detached) is marked without a wait, so mapping into a hole
/// costs none.
///
/// Against the proposal, which publishes a changed copy of the VMA, this one marks and edits in place.
final class StoreFreeLock implements AddressSpaceLock {
    private static final long DETACHED = Long.MAX_VALUE;

    private final Memory memory;
    private final MmStruct mm;
    private final Word session;
    private final Word unsettled;   // the writer's own: whether a VMA was marked that readers may be in

    StoreFreeLock(Kernel kernel, MmStruct mm) {
        this.memory = kernel.memory();
        this.mm = mm;
        this.session = memory.line(mm).word("session", 0);
        this.unsettled = memory.line(mm).word("unsettled", 0);
    }

    private record Cells(Word mark) implements VmaLock {
    }

    static VmaLock cellsOf(Vma vma) {
        return new Cells(vma.line().word("mark", DETACHED));
    }

    private static Word mark(Vma vma) {
        return ((Cells) vma.lock()).mark();
    }

    @Override public void initMm(Task task) {
        session.writeOnce(0);
        unsettled.set(0);
    }

    @Override public void init(Task task, Vma vma, Vma copiedFrom) {
        mark(vma).writeOnce(DETACHED);
    }

    @Override public boolean startRead(Task task, long address, Look look) {
        memory.rcuReadLock(task);
        Vma vma = mm.find(task, address);
        if (vma != null && isOpen(vma) && vma.covers(task, address)) {
            look.vma = vma;
            return true;
        }
        memory.rcuReadUnlock(task);
        return false;
    }

    private boolean isOpen(Vma vma) {
        long now = session.loadAcquire("B");
        return mark(vma).readOnce() < now;
    }

    @Override public void endRead(Task task, Look look) {
        memory.rcuReadUnlock(task);
    }

    @Override public boolean startWrite(Task task, Vma vma, boolean killable) {
        long now = session.readOnce();
        if (mark(vma).readOnce() < now) {
            mark(vma).writeOnce(now);
            unsettled.set(1);
        }
        return true;
    }

    @Override public void settle(Task task) {
        if (unsettled.get() != 0) {
            memory.synchronizeRcu(task);
            unsettled.set(0);
        }
    }

    @Override public void endWriteAll(Task task) {
        unsettled.set(0);
        session.storeRelease("A", session.readOnce() + 1);
    }

    @Override public void markAttached(Task task, Vma vma) {
        mark(vma).writeOnce(session.readOnce());
    }

    @Override public void markDetached(Task task, Vma vma) {
        mark(vma).writeOnce(DETACHED);
    }
}
