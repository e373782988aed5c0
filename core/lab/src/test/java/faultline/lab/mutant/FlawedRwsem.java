package faultline.lab.mutant;

import faultline.kernel.lock.AddressSpaceLock;
import faultline.kernel.lock.Look;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;
import faultline.kernel.mm.Kernel;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.Vma;
import faultline.rwsem.RwsemLock.Cells;

/// [faultline.rwsem.RwsemLock] once more, and the look of `vma-seq`, with one thing wrong; with [Flaw#NONE] it is the
/// same, step by step.
final class FlawedRwsem implements AddressSpaceLock {
    private static final long NEVER = -1;

    enum Flaw {
        NONE, NO_FIRST_TEST, NO_SECOND_TEST, NO_DETACHED_TEST, NO_RANGE_TEST, UNLOCKS_OUTSIDE_RCU, NO_RCU,
        MARKS_WITHOUT_THE_SEMAPHORE, NEVER_MARKS, NEVER_ENDS, NEVER_DETACHED, LOOK_TAKES_THE_NUMBER_FIRST,
        LOOK_FORGETS_THE_NUMBER, LOOK_FORGETS_DETACHED, LOOK_IS_BELIEVED, NARROW_NUMBER
    }

    private final Flaw flaw;
    private final boolean looks;
    private final Kernel kernel;
    private final Memory memory;
    private final MmStruct mm;
    private final Word lockSeq;

    /// `looks`: as `vma-seq`.
    FlawedRwsem(Flaw flaw, boolean looks, Kernel kernel, MmStruct mm) {
        this.flaw = flaw;
        this.looks = looks;
        this.kernel = kernel;
        this.memory = kernel.memory();
        this.mm = mm;
        this.lockSeq = memory.line(mm).word("mm_lock_seq", 0);
    }

    private boolean is(Flaw one) {
        return flaw == one;
    }

    private static Cells cells(Vma vma) {
        return (Cells) vma.lock();
    }

    @Override public void initMm(Task task) {
        lockSeq.writeOnce(0);
    }

    @Override public void init(Task task, Vma vma, Vma copiedFrom) {
        cells(vma).lock().init();
        cells(vma).lockSeq().writeOnce(NEVER);
        cells(vma).detached().writeOnce(1);
    }

    @Override public boolean startRead(Task task, long address, Look look) {
        Vma early = is(Flaw.NO_RCU) ? mm.find(task, address) : null;
        memory.rcuReadLock(task);
        Vma vma = is(Flaw.NO_RCU) ? early : mm.find(task, address);
        while (vma != null && tryLock(task, vma)) {
            boolean detached = !is(Flaw.NO_DETACHED_TEST) && cells(vma).detached().see(task) != 0;
            if (!detached && (is(Flaw.NO_RANGE_TEST) || vma.covers(task, address))) {
                memory.rcuReadUnlock(task);
                look.vma = vma;
                return true;
            }
            cells(vma).lock().upRead(task);
            if (!detached) {
                break;
            }
            kernel.lockMissed(task);
            vma = mm.find(task, address);
        }
        memory.rcuReadUnlock(task);
        return false;
    }

    private boolean tryLock(Task task, Vma vma) {
        Cells own = cells(vma);
        boolean marked = !is(Flaw.NO_FIRST_TEST) && own.lockSeq().readOnce() == lockSeq.readOnce();
        if (marked || !own.lock().tryDownRead(task)) {
            return false;
        }
        if (!is(Flaw.NO_SECOND_TEST) && own.lockSeq().readOnce() == lockSeq.loadAcquire("D")) {
            own.lock().upRead(task);
            return false;
        }
        return true;
    }

    @Override public void endRead(Task task, Look look) {
        if (is(Flaw.UNLOCKS_OUTSIDE_RCU)) {
            cells(look.vma).lock().upRead(task);
            return;
        }
        memory.rcuReadLock(task);
        cells(look.vma).lock().upRead(task);
        memory.rcuReadUnlock(task);
    }

    @Override public boolean startLook(Task task, long address, Look look) {
        if (!looks) {
            return startRead(task, address, look);
        }
        memory.rcuReadLock(task);
        Vma vma = mm.find(task, address);
        if (vma != null) {
            long first = is(Flaw.LOOK_TAKES_THE_NUMBER_FIRST) ? lockSeq.loadAcquire("F") : 0;
            look.vma = vma;
            look.stamp = cells(vma).lockSeq().loadAcquire("E");
            boolean open = is(Flaw.LOOK_FORGETS_THE_NUMBER)
                    || look.stamp != (is(Flaw.LOOK_TAKES_THE_NUMBER_FIRST) ? first : lockSeq.loadAcquire("F"));
            boolean detached = !is(Flaw.LOOK_FORGETS_DETACHED) && open && cells(vma).detached().see(task) != 0;
            if (open && !detached && vma.covers(task, address)) {
                return true;
            }
        }
        memory.rcuReadUnlock(task);
        return false;
    }

    @Override public boolean endLook(Task task, Look look) {
        if (!looks) {
            return AddressSpaceLock.super.endLook(task, look);
        }
        memory.rmb("B");
        boolean valid = is(Flaw.LOOK_IS_BELIEVED) || cells(look.vma).lockSeq().readOnce() == look.stamp;
        memory.rcuReadUnlock(task);
        return valid;
    }

    @Override public boolean startWrite(Task task, Vma vma, boolean killable) {
        boolean announced = announce(task, vma, killable);
        if (looks) {
            memory.wmb("A");
        }
        return announced;
    }

    private boolean announce(Task task, Vma vma, boolean killable) {
        Cells own = cells(vma);
        long session = lockSeq.readOnce();
        if (own.lockSeq().readOnce() == session) {
            return true;
        }
        if (!is(Flaw.MARKS_WITHOUT_THE_SEMAPHORE) && !own.lock().downWrite(task, killable)) {
            return false;
        }
        if (looks) {
            own.lockSeq().storeRelease("G", session);
        } else if (!is(Flaw.NEVER_MARKS)) {
            own.lockSeq().writeOnce(session);
        }
        if (!is(Flaw.MARKS_WITHOUT_THE_SEMAPHORE)) {
            own.lock().upWrite(task);
        }
        return true;
    }

    @Override public void endWriteAll(Task task) {
        if (!is(Flaw.NEVER_ENDS)) {
            long next = lockSeq.readOnce() + 1;
            lockSeq.storeRelease("C", is(Flaw.NARROW_NUMBER) ? next & 1 : next);
        }
    }

    @Override public void markAttached(Task task, Vma vma) {
        cells(vma).detached().writeOnce(0);
    }

    @Override public void markDetached(Task task, Vma vma) {
        if (!is(Flaw.NEVER_DETACHED)) {
            cells(vma).detached().writeOnce(1);
        }
    }
}
