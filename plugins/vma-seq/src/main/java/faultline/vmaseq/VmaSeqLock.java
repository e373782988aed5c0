package faultline.vmaseq;

import faultline.kernel.lock.Look;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.mm.Kernel;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.Vma;
import faultline.rwsem.RwsemLock;

/// Adds to [RwsemLock] a look that writes nothing. The mark that a writer leaves on a VMA changes with each
/// session that writes to it, so it serves as the VMA's own sequence; a session elsewhere does not disturb.
///
/// ```
///     look (in RCU)                             writer (holds mmap_lock for writing)
///
///     find the VMA
///     v = vm_lock_seq  E: acquire ◀──────────── vm_lock_seq = mm_lock_seq   G: release
///     m = mm_lock_seq  F: acquire ◀────┐   ┌─── ──── A: write barrier ────
///     v == m? refused                  │   │    change the VMA
///     detached? another address?       └───│─── mm_lock_seq + 1   RwsemLock.C: release
///     look                                 │
///     ──── B: read barrier ────            │
///     vm_lock_seq still v?  ◀──────────────┘
/// ```
///
/// **A with B.** A look that saw any of a change also sees that the mark has moved, and is forgotten. Letting
/// the semaphore go is no such barrier: a release holds back what comes before it, and the changes come
/// after.
///
/// **RwsemLock.C with F.** Whoever finds the mark out of date sees all that was done under it.
///
/// **G with E.** Whoever sees a mark also sees the number it was copied from, whoever stored that. Otherwise, or
/// if m were read before v, m could be the number of a session that has ended, and v the mark of the next: unequal,
/// and yet v stays what it is while the VMA changes.
///
/// Nothing need be stored when a session ends: the next writer of this VMA leaves another mark.
///
/// **Why in RCU.** A VMA that was freed and reused in between could bear the same mark in its second life.
/// Its memory is not reused before RCU readers are gone.
///
/// The patch stores the mark without G. There the number comes first because `mmap_lock` was let go and taken in
/// between, which keeps stores in order on every machine that Linux runs on; its memory model promises that of
/// spinlocks only, so the explorer finds a look that the patch would believe.
final class VmaSeqLock extends RwsemLock {
    private final Memory memory;
    private final MmStruct mm;

    VmaSeqLock(Kernel kernel, MmStruct mm) {
        super(kernel, mm);
        this.memory = kernel.memory();
        this.mm = mm;
    }

    @Override public boolean startLook(Task task, long address, Look look) {
        memory.rcuReadLock(task);
        Vma vma = mm.find(task, address);
        if (vma != null) {
            look.vma = vma;
            look.stamp = cells(vma).lockSeq().loadAcquire("E");
            boolean open = look.stamp != lockSeq().loadAcquire("F");
            if (open && cells(vma).detached().see(task) == 0 && vma.covers(task, address)) {
                return true;
            }
        }
        memory.rcuReadUnlock(task);
        return false;
    }

    @Override public boolean endLook(Task task, Look look) {
        memory.rmb("B");
        boolean valid = cells(look.vma).lockSeq().readOnce() == look.stamp;
        memory.rcuReadUnlock(task);
        return valid;
    }

    @Override public boolean startWrite(Task task, Vma vma, boolean killable) {
        boolean announced = super.startWrite(task, vma, killable);
        memory.wmb("A");
        return announced;
    }

    @Override protected void mark(Cells own, long session) {
        own.lockSeq().storeRelease("G", session);
    }
}
