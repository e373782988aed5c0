package faultline.lab.mutant;

import faultline.kernel.lock.AddressSpaceLock;
import faultline.kernel.lock.Look;
import faultline.kernel.memory.Line;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.mm.Kernel;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.Vma;
import faultline.kernel.sync.RcuWait;
import faultline.kernel.sync.SeqCount;
import faultline.refcount.RefcountLock.Cells;

/// [faultline.refcount.RefcountLock] once more, with one thing wrong; with [Flaw#NONE] it is the same, step by step.
final class FlawedRefcount implements AddressSpaceLock {
    private static final long EXCLUDE_READERS = 0x4000_0000;
    private static final long DETACHED = 0;
    private static final long NEVER = -1;

    enum Flaw {
        NONE, NO_FIRST_TEST, NO_SECOND_TEST, NO_MM_TEST, NO_RANGE_TEST, NO_RCU, MM_NOT_HELD, MM_OF_THE_NEXT_LIFE,
        MM_HELD_IS_NOT_DROPPED, DROPS_THE_NEXT_MM, WAKES_BEFORE_IT_LEAVES, WAKES_FOR_NOBODY_BUT_STRAYS,
        COUNT_COPIED, NEVER_DETACHED, STRAYS_FORGOTTEN, WAITS_FOR_ALL_BUT_ONE, READERS_BESIDE_X, MARKS_TOO_LATE,
        NEVER_MARKS, NEVER_ENDS, NUMBER_STAYS_EVEN
    }

    private final Flaw flaw;
    private final Kernel kernel;
    private final Memory memory;
    private final MmStruct mm;
    private final SeqCount lockSeq;
    private final RcuWait writerWait;

    FlawedRefcount(Flaw flaw, Kernel kernel, MmStruct mm) {
        this.flaw = flaw;
        this.kernel = kernel;
        this.memory = kernel.memory();
        this.mm = mm;
        Line line = memory.line(mm);
        this.lockSeq = new SeqCount(line, "mm_lock_seq", Integer.SIZE);
        this.writerWait = kernel.sync().rcuWait(line, "vma_writer_wait");
    }

    private boolean is(Flaw one) {
        return flaw == one;
    }

    private static Cells cells(Vma vma) {
        return (Cells) vma.lock();
    }

    @Override public void initMm(Task task) {
        lockSeq.init();
        writerWait.init();
    }

    @Override public void init(Task task, Vma vma, Vma copiedFrom) {
        cells(vma).lockSeq().writeOnce(NEVER);
        if (is(Flaw.COUNT_COPIED) && copiedFrom != null) {
            cells(vma).refcnt().writeOnce(1);
        }
    }

    @Override public boolean startRead(Task task, long address, Look look) {
        while (true) {
            Vma early = is(Flaw.NO_RCU) ? mm.find(task, address) : null;
            memory.rcuReadLock(task);
            Vma vma = is(Flaw.NO_RCU) ? early : mm.find(task, address);
            if (vma == null) {
                memory.rcuReadUnlock(task);
                return false;
            }
            long count = raise(vma);
            if (count != DETACHED) {
                return enter(task, vma, count, address, look);
            }
            memory.rcuReadUnlock(task);
            kernel.lockMissed(task);
        }
    }

    private long most() {
        return is(Flaw.READERS_BESIDE_X) ? EXCLUDE_READERS + 1 : EXCLUDE_READERS - 2;
    }

    private long raise(Vma vma) {
        if (!is(Flaw.NO_FIRST_TEST) && cells(vma).lockSeq().readOnce() == lockSeq.sequence().readOnce()) {
            return Long.MAX_VALUE;
        }
        return cells(vma).refcnt().fetchAddWithinAcquire("B", 1, 1, most());
    }

    private boolean enter(Task task, Vma vma, long count, long address, Look look) {
        if (count > most()) {
            memory.rcuReadUnlock(task);
            return false;
        }
        boolean ours = is(Flaw.NO_MM_TEST) || vma.isOf(mm);
        boolean open = ours && (is(Flaw.NO_SECOND_TEST)
                || cells(vma).lockSeq().readOnce() != lockSeq.sequence().loadAcquire("E"));
        memory.rcuReadUnlock(task);
        if (open && (is(Flaw.NO_RANGE_TEST) || vma.covers(task, address))) {
            look.vma = vma;
            return true;
        }
        if (ours) {
            leave(task, vma, this);
        } else {
            leaveOther(task, vma);
        }
        return false;
    }

    private void leaveOther(Task task, Vma vma) {
        MmStruct other = vma.mmOnce();
        if (!is(Flaw.MM_NOT_HELD)) {
            other.grab(task);
        }
        leave(task, vma, (FlawedRefcount) other.lock());
        if (is(Flaw.DROPS_THE_NEXT_MM)) {
            vma.mmOnce().drop(task);
        } else if (!is(Flaw.MM_NOT_HELD) && !is(Flaw.MM_HELD_IS_NOT_DROPPED)) {
            other.drop(task);
        }
    }

    @Override public void endRead(Task task, Look look) {
        leave(task, look.vma, this);
    }

    private void leave(Task task, Vma vma, FlawedRefcount owner) {
        if (is(Flaw.WAKES_BEFORE_IT_LEAVES)) {
            owner.writerWait.wake(task);
            cells(vma).refcnt().fetchAddRelease("D", -1);
            return;
        }
        long last = is(Flaw.WAKES_FOR_NOBODY_BUT_STRAYS) ? EXCLUDE_READERS : EXCLUDE_READERS + 1;
        long left = cells(vma).refcnt().fetchAddRelease("D", -1) - 1;
        if ((left & EXCLUDE_READERS) != 0 && left <= last) {
            FlawedRefcount woken = is(Flaw.MM_OF_THE_NEXT_LIFE) ? (FlawedRefcount) vma.mmOnce().lock() : owner;
            woken.writerWait.wake(task);
        }
    }

    @Override public void writeLocked(Task task) {
        if (!is(Flaw.NUMBER_STAYS_EVEN)) {
            lockSeq.writeBegin();
        }
    }

    @Override public boolean startWrite(Task task, Vma vma, boolean killable) {
        Cells own = cells(vma);
        long session = lockSeq.sequence().readOnce();
        if (own.lockSeq().readOnce() == session) {
            return true;
        }
        boolean attached = excludeReaders(own);
        long alone = EXCLUDE_READERS + (is(Flaw.WAITS_FOR_ALL_BUT_ONE) ? 2 : 1);
        if (attached && !waitForReaders(task, own, alone, killable)) {
            return false;
        }
        if (is(Flaw.MARKS_TOO_LATE) && attached) {
            admitReaders(own);
        }
        if (!is(Flaw.NEVER_MARKS)) {
            own.lockSeq().writeOnce(session);
        }
        if (attached && !is(Flaw.MARKS_TOO_LATE)) {
            admitReaders(own);
        }
        return true;
    }

    private static boolean excludeReaders(Cells own) {
        return own.refcnt().fetchAddWithinRelaxed(EXCLUDE_READERS, 1, EXCLUDE_READERS - 1) != DETACHED;
    }

    private boolean waitForReaders(Task task, Cells own, long none, boolean killable) {
        if (is(Flaw.WAITS_FOR_ALL_BUT_ONE) && own.refcnt().readOnce() <= none) {
            return true;
        }
        if (writerWait.waitUntil(task, own.refcnt(), none, killable)) {
            return true;
        }
        admitReaders(own);
        return false;
    }

    private static void admitReaders(Cells own) {
        own.refcnt().fetchAddRelease("C", -EXCLUDE_READERS);
    }

    @Override public void endWriteAll(Task task) {
        if (is(Flaw.NEVER_ENDS)) {
            return;
        }
        if (is(Flaw.NUMBER_STAYS_EVEN)) {
            lockSeq.writeBegin();
        }
        lockSeq.writeEnd();
    }

    @Override public void markAttached(Task task, Vma vma) {
        cells(vma).refcnt().storeRelease("A", 1);
    }

    @Override public void markDetached(Task task, Vma vma) {
        Cells own = cells(vma);
        if (is(Flaw.NEVER_DETACHED) || own.refcnt().fetchAddRelaxed(-1) == 1 || is(Flaw.STRAYS_FORGOTTEN)) {
            return;
        }
        if (excludeReaders(own)) {
            waitForReaders(task, own, EXCLUDE_READERS, false);
            admitReaders(own);
        }
    }
}
