package faultline.seqcount;

import faultline.kernel.lock.Look;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.mm.Kernel;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.Vma;
import faultline.kernel.sync.SeqCount;
import faultline.refcount.RefcountLock;

/// Adds to [RefcountLock] a look that writes nothing (`mmap_lock_speculate_try_begin` and `_retry`).
/// `mm_lock_seq` is odd while `mmap_lock` is held for writing, so it is a sequence over everything that
/// writers change, the tree included.
///
/// ```
///     look (in RCU)                             whoever takes mmap_lock for writing
///
///                                               down_write mmap_lock
///     start = mm_lock_seq   SeqCount.C ◀───┐    mm_lock_seq + 1, odd
///     odd? refused                         │ ┌─ ──── SeqCount.A: write barrier ────
///     find the VMA, look                   │ │  VMAs, tree
///     ──── SeqCount.D: read barrier ────   │ │  ──── SeqCount.B: write barrier ────
///     mm_lock_seq still start? ◀───────────│─┘  mm_lock_seq + 1, even
///                                          └─── up_write, or downgrade_write
/// ```
///
/// **SeqCount.A with SeqCount.D.** A look that saw any of a change also sees that the number has moved, and
/// is forgotten.
///
/// **SeqCount.B with SeqCount.C.** A look that began after a writer sees everything he did.
///
/// A VMA that is found covers the address: nobody moved it since. It may be freed under the look, and be
/// another mm's by the time it is read: to leave this one, it had to leave the tree under `mmap_lock`, and
/// the number has moved. So the look may read a VMA of any life, and believes none but the right one. Its
/// memory stays a VMA; that is all it needs.
///
/// The look does not wait for an even number: the writer may sleep, and waiting for him equals taking the
/// lock.
///
/// The price: any `mmap` anywhere in the process undoes the look. Not promised: that the number never comes
/// round. A look that slept through exactly 2^31 writers believes what it should not.
final class SeqcountLock extends RefcountLock {
    private final Memory memory;
    private final MmStruct mm;

    SeqcountLock(Kernel kernel, MmStruct mm) {
        super(kernel, mm);
        this.memory = kernel.memory();
        this.mm = mm;
    }

    @Override public boolean startLook(Task task, long address, Look look) {
        long start = lockSeq().readBegin();
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
        boolean valid = !lockSeq().readRetry(look.stamp);
        memory.rcuReadUnlock(task);
        return valid;
    }
}
