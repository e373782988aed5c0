package faultline.kernel.mm;

import faultline.kernel.memory.Task;

/// `munmap`: the writer that everything else is measured by.
///
/// ```
///     mmap_lock for writing
///     announce on every VMA in the range, settle        readers that were let in are gone, or will notice
///     split the first and the last
///     mark each detached                                a reader that found one earlier learns it here
///     erase the range from the tree                     no reader finds them any more
///     downgrade                                         faults elsewhere go on; VMA write locks are gone
///     zap, make TLBs forget, free page tables
///     free the VMAs
///     mmap_lock released
/// ```
///
/// After the downgrade the write locks no longer protect the range. That the VMAs are detached does.
final class Munmap {
    private Munmap() {
    }

    static long unmap(Task task, MmStruct mm, long start, long length) {
        Sizes sizes = mm.kernel().sizes();
        long end = start + Mmap.align(sizes, length);
        if ((start & sizes.pageSize() - 1) != 0 || length <= 0 || start < 0 || end > sizes.taskSize()
                || end <= start) {
            return Errno.EINVAL;
        }
        if (!mm.writeLock(task, true)) {
            return Errno.EINTR;
        }
        if (!Vmas.announce(task, mm, start, end)) {
            mm.writeUnlock(task);
            return Errno.EINTR;
        }
        mm.lock().settle(task);
        Vma gathered = null;
        long failed = split(task, mm, start, end);
        if (failed == 0) {
            gathered = detach(task, mm, start, end);
            failed = erase(task, mm, start, end, gathered);
        }
        if (failed != 0 || gathered == null) {
            mm.writeUnlock(task);
            return failed;
        }
        mm.downgrade(task);
        release(task, mm, start, end, gathered);
        mm.readUnlock(task);
        return 0;
    }

    /// As [#unmap], all of it under `mmap_lock` for writing, which the caller holds and keeps.
    static long unmapLocked(Task task, MmStruct mm, long start, long end) {
        if (!Vmas.announce(task, mm, start, end)) {
            return Errno.EINTR;
        }
        mm.lock().settle(task);
        long failed = split(task, mm, start, end);
        if (failed != 0) {
            return failed;
        }
        Vma gathered = detach(task, mm, start, end);
        failed = erase(task, mm, start, end, gathered);
        if (failed == 0 && gathered != null) {
            release(task, mm, start, end, gathered);
        }
        return failed;
    }

    /// Cuts the VMAs that reach over either end of the range. 0 or an errno.
    static long split(Task task, MmStruct mm, long start, long end) {
        Vma first = mm.tree().find(task, start);
        if (first != null && first.start(task) < start && Vmas.split(task, mm, first, start, true) == null) {
            return Errno.ENOMEM;
        }
        Vma last = mm.tree().find(task, end - 1);
        if (last != null && last.end(task) > end && Vmas.split(task, mm, last, end, true) == null) {
            return Errno.ENOMEM;
        }
        return 0;
    }

    /// Marks every VMA in the range detached and chains them; the first, or `null` if there is none.
    private static Vma detach(Task task, MmStruct mm, long start, long end) {
        Vma head = null;
        Vma tail = null;
        for (long at = start; at < end; ) {
            Vma vma = mm.tree().findAtOrAfter(task, at);
            if (vma == null || vma.start(task) >= end) {
                break;
            }
            mm.lock().markDetached(task, vma);
            vma.gathered().writeOnce(null);
            if (tail == null) {
                head = vma;
            } else {
                tail.gathered().writeOnce(vma);
            }
            tail = vma;
            at = vma.end(task);
        }
        return head;
    }

    /// The point of no return; if there is no memory for the tree, the VMAs are attached again. 0 or an
    /// errno.
    private static long erase(Task task, MmStruct mm, long start, long end, Vma gathered) {
        if (gathered == null) {
            return 0;
        }
        boolean erased = mm.tree().store(task, start, end, null);
        long count = 0;
        for (Vma vma = gathered; vma != null; vma = vma.gathered().readOnce()) {
            count++;
            if (!erased) {
                mm.lock().markAttached(task, vma);
            }
        }
        if (!erased) {
            return Errno.ENOMEM;
        }
        mm.mapCount().writeOnce(mm.mapCount().readOnce() - count);
        return 0;
    }

    /// Zaps the range and frees its page tables and VMAs. `mmap_lock` is held, at least for reading.
    private static void release(Task task, MmStruct mm, long start, long end, Vma gathered) {
        Kernel kernel = mm.kernel();
        for (Vma vma = gathered; vma != null; vma = vma.gathered().readOnce()) {
            kernel.cpu(task).zap().range(task, mm, vma.start(task), vma.end(task));
            if (vma.file(task) != null) {
                kernel.textHooks().unmapped(task, mm, vma, vma.start(task), vma.end(task));
            }
        }
        freeTables(task, mm, start, end);
        for (Vma vma = gathered; vma != null; ) {
            Vma next = vma.gathered().readOnce();
            Vmas.free(task, mm, vma);
            vma = next;
        }
    }

    /// `free_pgtables`: the tables that serve nothing but the range and the holes around it.
    static void freeTables(Task task, MmStruct mm, long start, long end) {
        Vma below = start == 0 ? null : mm.tree().before(task, start);
        Vma above = mm.tree().findAtOrAfter(task, end);
        long floor = below == null ? 0 : below.end(task);
        long ceiling = above == null ? mm.kernel().sizes().taskSize() : above.start(task);
        mm.kernel().tables().free(task, mm.pgd(), mm.pageTableLock(), start, end, floor, ceiling);
    }
}
