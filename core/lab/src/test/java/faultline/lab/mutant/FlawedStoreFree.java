package faultline.lab.mutant;

import faultline.kernel.lock.AddressSpaceLock;
import faultline.kernel.lock.Look;
import faultline.kernel.lock.VmaLock;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;
import faultline.kernel.mm.Kernel;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.Vma;

/// `store-free`'s lock once more, with one thing wrong; with [Flaw#NONE] it is the same, step by step.
final class FlawedStoreFree implements AddressSpaceLock {
    private static final long DETACHED = Long.MAX_VALUE;

    enum Flaw {
        NONE, NEVER_SETTLES, SETTLES_BEFORE_IT_MARKS, MARK_BEFORE_SESSION, NEVER_DETACHED, LEAVES_RCU_AT_ONCE,
        OPEN_WHILE_MARKED, NO_RANGE_TEST, NEVER_MARKS, NEVER_ENDS, SETTLES_ALWAYS
    }

    private final Flaw flaw;
    private final Memory memory;
    private final MmStruct mm;
    private final Word session;
    private final Word unsettled;

    FlawedStoreFree(Flaw flaw, Kernel kernel, MmStruct mm) {
        this.flaw = flaw;
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

    private boolean is(Flaw one) {
        return flaw == one;
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
        if (vma != null && isOpen(vma) && (is(Flaw.NO_RANGE_TEST) || vma.covers(task, address))) {
            look.vma = vma;
            if (is(Flaw.LEAVES_RCU_AT_ONCE)) {
                memory.rcuReadUnlock(task);
            }
            return true;
        }
        memory.rcuReadUnlock(task);
        return false;
    }

    private boolean isOpen(Vma vma) {
        if (is(Flaw.MARK_BEFORE_SESSION)) {
            long mark = mark(vma).readOnce();
            return mark < session.loadAcquire("B");
        }
        long now = session.loadAcquire("B");
        return is(Flaw.OPEN_WHILE_MARKED) ? mark(vma).readOnce() <= now : mark(vma).readOnce() < now;
    }

    @Override public void endRead(Task task, Look look) {
        if (!is(Flaw.LEAVES_RCU_AT_ONCE)) {
            memory.rcuReadUnlock(task);
        }
    }

    @Override public boolean startWrite(Task task, Vma vma, boolean killable) {
        long now = session.readOnce();
        if (mark(vma).readOnce() < now) {
            if (is(Flaw.SETTLES_BEFORE_IT_MARKS)) {
                memory.synchronizeRcu(task);
            }
            if (!is(Flaw.NEVER_MARKS)) {
                mark(vma).writeOnce(now);
            }
            unsettled.set(is(Flaw.SETTLES_BEFORE_IT_MARKS) ? 0 : 1);
        }
        return true;
    }

    @Override public void settle(Task task) {
        if (is(Flaw.SETTLES_ALWAYS) || unsettled.get() != 0 && !is(Flaw.NEVER_SETTLES)) {
            memory.synchronizeRcu(task);
            unsettled.set(0);
        }
    }

    @Override public void endWriteAll(Task task) {
        unsettled.set(0);
        if (!is(Flaw.NEVER_ENDS)) {
            session.storeRelease("A", session.readOnce() + 1);
        }
    }

    @Override public void markAttached(Task task, Vma vma) {
        mark(vma).writeOnce(session.readOnce());
    }

    @Override public void markDetached(Task task, Vma vma) {
        if (!is(Flaw.NEVER_DETACHED)) {
            mark(vma).writeOnce(DETACHED);
        }
    }
}
