package faultline.lab.mutant;

import faultline.kernel.lock.AddressSpaceLock;
import faultline.kernel.lock.Look;
import faultline.kernel.lock.VmaLock;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Ref;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;
import faultline.kernel.mm.Kernel;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.Vma;
import faultline.kernel.sync.Srcu;

/// `srcu`'s lock once more, with one thing wrong; with [Flaw#NONE] it is the same, step by step.
final class FlawedSrcu implements AddressSpaceLock {
    private static final long FIRST = 1;

    enum Flaw {
        NONE, NEVER_CHECKS, NO_ODD_TEST, NO_RANGE_TEST, NO_SRCU, NO_RCU_FOR_THE_TREE, NEVER_ANNOUNCES,
        DETACHED_STAYS_CHAINED, NEVER_ENDS, OPENS_EVERY_OTHER, ATTACHED_IS_OPEN
    }

    private final Flaw flaw;
    private final Memory memory;
    private final Srcu srcu;
    private final MmStruct mm;
    private final Ref<Vma> announced;

    FlawedSrcu(Flaw flaw, Kernel kernel, MmStruct mm) {
        this.flaw = flaw;
        this.memory = kernel.memory();
        this.srcu = kernel.vmaSrcu();
        this.mm = mm;
        this.announced = memory.line(mm).ref("announced");
    }

    private record Cells(Word sequence, Ref<Vma> next, Ref<Vma> previous) implements VmaLock {
    }

    static VmaLock cellsOf(Vma vma) {
        return new Cells(vma.line().word("vm_sequence", FIRST), vma.line().ref("announced_next"),
                vma.line().ref("announced_previous"));
    }

    private static Cells cells(Vma vma) {
        return (Cells) vma.lock();
    }

    private boolean is(Flaw one) {
        return flaw == one;
    }

    @Override public void initMm(Task task) {
        announced.set(null);
    }

    @Override public void init(Task task, Vma vma, Vma copiedFrom) {
        cells(vma).sequence().writeOnce(FIRST);
    }

    @Override public boolean startRead(Task task, long address, Look look) {
        int index = is(Flaw.NO_SRCU) ? 0 : srcu.readLock(task);
        if (!is(Flaw.NO_RCU_FOR_THE_TREE)) {
            memory.rcuReadLock(task);
        }
        Vma vma = mm.find(task, address);
        if (!is(Flaw.NO_RCU_FOR_THE_TREE)) {
            memory.rcuReadUnlock(task);
        }
        if (vma != null) {
            long start = cells(vma).sequence().loadAcquire("C");
            if ((is(Flaw.NO_ODD_TEST) || !isOdd(start)) && (is(Flaw.NO_RANGE_TEST) || vma.covers(task, address))) {
                look.vma = vma;
                look.stamp = start;
                look.index = index;
                return true;
            }
        }
        leave(task, index);
        return false;
    }

    private void leave(Task task, int index) {
        if (!is(Flaw.NO_SRCU)) {
            srcu.readUnlock(task, index);
        }
    }

    @Override public boolean stillValid(Task task, Look look) {
        memory.rmb("D");
        return is(Flaw.NEVER_CHECKS) || cells(look.vma).sequence().readOnce() == look.stamp;
    }

    @Override public void endRead(Task task, Look look) {
        leave(task, look.index);
    }

    @Override public boolean startWrite(Task task, Vma vma, boolean killable) {
        Word sequence = cells(vma).sequence();
        long start = sequence.readOnce();
        if (!isOdd(start) && !is(Flaw.NEVER_ANNOUNCES)) {
            sequence.writeOnce(start + 1);
            memory.wmb("A");
            link(vma);
        }
        return true;
    }

    @Override public void endWriteAll(Task task) {
        memory.wmb("B");
        Vma vma = announced.get();
        announced.set(null);
        while (vma != null && !is(Flaw.NEVER_ENDS)) {
            Cells own = cells(vma);
            vma = own.next().get();
            own.sequence().writeOnce(own.sequence().readOnce() + 1);
            if (is(Flaw.OPENS_EVERY_OTHER) && vma != null) {
                vma = cells(vma).next().get();
            }
        }
    }

    @Override public void markAttached(Task task, Vma vma) {
        if (is(Flaw.ATTACHED_IS_OPEN)) {
            cells(vma).sequence().writeOnce(FIRST + 1);
        } else {
            link(vma);
        }
    }

    @Override public void markDetached(Task task, Vma vma) {
        if (is(Flaw.DETACHED_STAYS_CHAINED)) {
            return;
        }
        Vma previous = cells(vma).previous().get();
        Vma next = cells(vma).next().get();
        (previous == null ? announced : cells(previous).next()).set(next);
        if (next != null) {
            cells(next).previous().set(previous);
        }
    }

    private void link(Vma vma) {
        Vma first = announced.get();
        cells(vma).previous().set(null);
        cells(vma).next().set(first);
        if (first != null) {
            cells(first).previous().set(vma);
        }
        announced.set(vma);
    }

    private static boolean isOdd(long sequence) {
        return (sequence & 1) != 0;
    }
}
