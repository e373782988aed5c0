package faultline.lab.mutant;

import faultline.kernel.lock.Look;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;
import faultline.kernel.mm.Kernel;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.Vma;
import faultline.kernel.sync.SeqCount;
import faultline.refcount.RefcountLock;

/// `seqcount`'s look once more, over the real `refcount`, with one thing wrong; with [Flaw#NONE] it is the same, step by
/// step.
final class FlawedSeqcount extends RefcountLock {
    private static final long NARROW = 3;   // two bits: it comes round after two writers

    enum Flaw {
        NONE, ODD_IS_TAKEN, NEVER_RETRIES, FINDS_FIRST, FIRST_INCREMENT_MISSING, SECOND_INCREMENT_MISSING,
        NARROW_NUMBER
    }

    private final Flaw flaw;
    private final Memory memory;
    private final MmStruct mm;

    FlawedSeqcount(Flaw flaw, Kernel kernel, MmStruct mm) {
        super(kernel, mm);
        this.flaw = flaw;
        this.memory = kernel.memory();
        this.mm = mm;
    }

    private boolean is(Flaw one) {
        return flaw == one;
    }

    @Override public boolean startLook(Task task, long address, Look look) {
        Vma early = null;
        if (is(Flaw.FINDS_FIRST)) {
            memory.rcuReadLock(task);
            early = mm.find(task, address);
        }
        long start = lockSeq().readBegin();
        if (SeqCount.isOdd(start) && !is(Flaw.ODD_IS_TAKEN)) {
            if (is(Flaw.FINDS_FIRST)) {
                memory.rcuReadUnlock(task);
            }
            return false;
        }
        if (!is(Flaw.FINDS_FIRST)) {
            memory.rcuReadLock(task);
        }
        Vma vma = is(Flaw.FINDS_FIRST) ? early : mm.find(task, address);
        if (vma == null) {
            memory.rcuReadUnlock(task);
            return false;
        }
        look.vma = vma;
        look.stamp = start;
        return true;
    }

    @Override public boolean endLook(Task task, Look look) {
        boolean valid = !lockSeq().readRetry(look.stamp) || is(Flaw.NEVER_RETRIES);
        memory.rcuReadUnlock(task);
        return valid;
    }

    @Override public void writeLocked(Task task) {
        if (!is(Flaw.FIRST_INCREMENT_MISSING)) {
            super.writeLocked(task);
        }
    }

    @Override public void endWriteAll(Task task) {
        if (is(Flaw.NARROW_NUMBER)) {
            Word number = lockSeq().sequence();
            memory.wmb("SeqCount.B");
            number.writeOnce(number.get() + 1 & NARROW);
        } else if (is(Flaw.FIRST_INCREMENT_MISSING)) {
            memory.wmb("SeqCount.B");
            lockSeq().sequence().writeOnce(lockSeq().sequence().get() + 2);
        } else if (!is(Flaw.SECOND_INCREMENT_MISSING)) {
            super.endWriteAll(task);
        }
    }
}
