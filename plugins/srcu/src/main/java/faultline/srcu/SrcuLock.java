package faultline.srcu;

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

/// A sequence in each VMA that is odd while the VMA is being changed, and for good once it is detached.
/// Readers hold nothing still: they stand in SRCU, where they may sleep, and check the sequence when it
/// matters.
///
/// ```
///     reader (in SRCU)                          writer (holds mmap_lock for writing)
///
///     find the VMA
///     start = vm_sequence  C: acquire ◀───┐     vm_sequence + 1, odd
///     odd? another address? refused       │ ┌── ──── A: write barrier ────
///     copy the fields                     │ │   change the VMA
///     prepare a page, perhaps asleep      │ │   for each page table:
///     page-table lock                     │ │       page-table lock
///     ──── D: read barrier ────           │ │       change or zap its PTEs
///     vm_sequence still start? ◀──────────│─┘       page-table unlock
///     set the PTE                         │     ──── B: write barrier ────
///     page-table unlock                   └──── vm_sequence + 1, even, unless detached
/// ```
///
/// **A with D.** Whoever copied any changed field also sees that the sequence has moved, and forgets what it
/// copied.
///
/// **B with C.** An even sequence comes with all that was written under the odd one before it.
///
/// **Why under the page-table lock.** If the check passes there, the writer has not come to this table yet:
/// it will find the PTE. If it has been here, its odd number came first, and the lock brought it along. So
/// nobody waits for anybody, and the loser takes `mmap_lock`.
///
/// **Why SRCU.** A VMA is not reused before all readers are gone that may have found it. So none sees it in
/// two lives, and each life may begin at the same odd number, which attaching leaves odd until the session
/// ends.
///
/// A session's VMAs are chained, so that its end finds them. The chain needs no order: only the holder of
/// `mmap_lock` for writing touches it. A detached VMA leaves it, because it may be another mm's before the
/// session ends.
final class SrcuLock implements AddressSpaceLock {
    private static final long FIRST = 1;   // odd: detached

    private final Memory memory;
    private final Srcu srcu;
    private final MmStruct mm;
    private final Ref<Vma> announced;      // the chain's head

    SrcuLock(Kernel kernel, MmStruct mm) {
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

    @Override public void initMm(Task task) {
        announced.set(null);
    }

    @Override public void init(Task task, Vma vma, Vma copiedFrom) {
        cells(vma).sequence().writeOnce(FIRST);
    }

    @Override public boolean startRead(Task task, long address, Look look) {
        int index = srcu.readLock(task);
        memory.rcuReadLock(task);          // for the tree's nodes; the VMA is kept by SRCU
        Vma vma = mm.find(task, address);
        memory.rcuReadUnlock(task);
        if (vma != null) {
            long start = cells(vma).sequence().loadAcquire("C");
            if (!isOdd(start) && vma.covers(task, address)) {
                look.vma = vma;
                look.stamp = start;
                look.index = index;
                return true;
            }
        }
        srcu.readUnlock(task, index);
        return false;
    }

    @Override public boolean stillValid(Task task, Look look) {
        memory.rmb("D");
        return cells(look.vma).sequence().readOnce() == look.stamp;
    }

    @Override public void endRead(Task task, Look look) {
        srcu.readUnlock(task, look.index);
    }

    /// `vm_write_begin`. A VMA that is odd already is announced, or detached.
    @Override public boolean startWrite(Task task, Vma vma, boolean killable) {
        Word sequence = cells(vma).sequence();
        long start = sequence.readOnce();
        if (!isOdd(start)) {
            sequence.writeOnce(start + 1);
            memory.wmb("A");
            link(vma);
        }
        return true;
    }

    /// `vm_write_end` for every VMA that is still chained.
    @Override public void endWriteAll(Task task) {
        memory.wmb("B");
        Vma vma = announced.get();
        announced.set(null);
        while (vma != null) {
            Cells own = cells(vma);
            vma = own.next().get();
            own.sequence().writeOnce(own.sequence().readOnce() + 1);
        }
    }

    @Override public void markAttached(Task task, Vma vma) {
        link(vma);
    }

    @Override public void markDetached(Task task, Vma vma) {
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
