package faultline.kernel.mm;

import faultline.kernel.memory.Task;
import faultline.kernel.memory.Words;
import faultline.kernel.page.PageTable;
import faultline.kernel.page.Pte;

/// `mremap`: a mapping becomes shorter, longer, or stands somewhere else with the same pages.
///
/// A move makes a second VMA, write-locked like the first, carries the entries over under both page-table
/// locks, and unmaps the first. The numbering of the pages (`pgoff`) goes along, so that a page's index stays
/// true.
final class Mremap {
    private Mremap() {
    }

    /// Resizes the mapping at `old`, which must lie in one VMA. If it cannot grow where it is it moves, if
    /// `mayMove`; `target` other than 0 moves it there, over whatever is there. The new address, or an errno.
    static long remap(Task task, MmStruct mm, long old, long oldLength, long newLength, boolean mayMove,
                      long target) {
        Sizes sizes = mm.kernel().sizes();
        long mask = sizes.pageSize() - 1;
        long oldSize = Mmap.align(sizes, oldLength);
        long newSize = Mmap.align(sizes, newLength);
        boolean overlaps = target != 0 && target < old + oldSize && old < target + newSize;
        if ((old & mask) != 0 || (target & mask) != 0 || oldLength <= 0 || newLength <= 0 || old < 0
                || target < 0 || target != 0 && !mayMove || overlaps || newSize > sizes.taskSize() - target) {
            return Errno.EINVAL;
        }
        if (!mm.writeLock(task, true)) {
            return Errno.EINTR;
        }
        long result = remapLocked(task, mm, old, oldSize, newSize, mayMove, target);
        mm.writeUnlock(task);
        return result;
    }

    private static long remapLocked(Task task, MmStruct mm, long old, long oldSize, long newSize,
                                    boolean mayMove, long target) {
        Vma vma = mm.tree().find(task, old);
        if (vma == null || vma.end(task) < old + oldSize) {
            return Errno.EFAULT;
        }
        if (target == 0 && newSize <= oldSize) {
            long failed = newSize == oldSize ? 0 : Munmap.unmapLocked(task, mm, old + newSize, old + oldSize);
            return failed == 0 ? old : failed;
        }
        if (target == 0 && vma.end(task) == old + oldSize && hasRoom(task, mm, vma, old + newSize)) {
            if (!mm.lock().startWrite(task, vma, true)) {
                return Errno.EINTR;
            }
            if (growInPlace(task, mm, vma, old + newSize)) {
                return old;
            }
        }
        if (!mayMove) {
            return Errno.ENOMEM;
        }
        return move(task, mm, old, Math.min(oldSize, newSize), oldSize, newSize, target);
    }

    private static boolean hasRoom(Task task, MmStruct mm, Vma vma, long end) {
        Vma above = mm.tree().findAtOrAfter(task, vma.end(task));
        return end <= mm.kernel().sizes().taskSize() && (above == null || above.start(task) >= end);
    }

    /// `vma` is announced. `false`: no memory.
    private static boolean growInPlace(Task task, MmStruct mm, Vma vma, long end) {
        mm.lock().settle(task);
        if (!mm.tree().store(task, vma.start(task), end, vma)) {
            return false;
        }
        Vmas.setRange(task, vma, vma.start(task), end, vma.pgoff(task));
        if (vma.file(task) != null) {
            mm.kernel().textHooks().mapped(task, mm, vma);
        }
        return true;
    }

    /// Moves the first `kept` bytes at `old`, and unmaps all `oldSize` there.
    private static long move(Task task, MmStruct mm, long old, long kept, long oldSize, long newSize,
                             long target) {
        if (!Vmas.announce(task, mm, old, old + oldSize)) {
            return Errno.EINTR;   // before anything has gone
        }
        mm.lock().settle(task);
        if (target != 0) {
            long failed = Munmap.unmapLocked(task, mm, target, target + newSize);
            if (failed != 0) {
                return failed;
            }
        }
        long to = target != 0 ? target : Mmap.place(task, mm, 0, newSize);
        if (Errno.isError(to)) {
            return to;
        }
        long failed = Munmap.split(task, mm, old, old + oldSize);
        if (failed != 0) {
            return failed;
        }
        Vma from = mm.tree().find(task, old);
        Vma copy = Vmas.duplicate(task, mm, from, to, to + newSize, from.pgoff(task));
        if (copy == null) {
            return Errno.ENOMEM;
        }
        if (!makeTables(task, mm, old, kept, to) || !Vmas.attach(task, mm, copy)) {
            Vmas.abandon(task, mm, copy);
            Munmap.freeTables(task, mm, to, to + newSize);
            return Errno.ENOMEM;
        }
        moveEntries(task, mm, old, kept, to);
        if (copy.file(task) != null) {
            mm.kernel().textHooks().mapped(task, mm, copy);
        }
        failed = Munmap.unmapLocked(task, mm, old, old + oldSize);
        return failed == 0 ? to : failed;
    }

    /// Every table that the move will need, before anything has moved.
    private static boolean makeTables(Task task, MmStruct mm, long old, long length, long to) {
        Kernel kernel = mm.kernel();
        long span = kernel.sizes().leafSpan();
        for (long at = to; at < to + length; at = (at & -span) + span) {
            if (kernel.tables().findOrAllocate(task, mm.pgd(), mm.pageTableLock(), at) == null) {
                return false;
            }
        }
        return true;
    }

    /// `move_page_tables`. The TLBs forget the old entries before their lock is given back: from then on a
    /// page may be reached at its new address alone.
    private static void moveEntries(Task task, MmStruct mm, long old, long length, long to) {
        Kernel kernel = mm.kernel();
        long span = kernel.sizes().leafSpan();
        for (long done = 0; done < length; ) {
            long step = Math.min(length - done, Math.min(span - (old + done & span - 1),
                    span - (to + done & span - 1)));
            PageTable source = mm.lockLeaf(task, old + done);
            if (source != null) {
                moveStep(task, mm, source, old + done, to + done, (int) (step >> kernel.sizes().pageShift()));
                kernel.tables().unlock(task, source);
            }
            done += step;
        }
    }

    private static void moveStep(Task task, MmStruct mm, PageTable source, long from, long to, int pages) {
        Kernel kernel = mm.kernel();
        PageTable target = kernel.tables().find(task, mm.pgd(), to);
        if (target != source) {
            target.ptl().lockNested(task);
        }
        Words entries = source.entries();
        int first = kernel.tables().index(from);
        int other = kernel.tables().index(to);
        for (int i = 0; i < pages; i++) {
            long pte = entries.readOnce(first + i);
            entries.writeOnce(first + i, Pte.NONE);
            target.entries().storeRelease("VmFault.A", other + i, pte);
        }
        mm.shootdown().flush(task);
        if (target != source) {
            target.ptl().unlock(task);
        }
    }
}
