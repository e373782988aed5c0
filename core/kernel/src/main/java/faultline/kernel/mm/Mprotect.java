package faultline.kernel.mm;

import faultline.kernel.memory.Task;
import faultline.kernel.memory.Words;
import faultline.kernel.page.PageTable;
import faultline.kernel.page.Pte;

/// `mprotect`: other rights for a range. Cuts and joins VMAs where it must, then rewrites the entries that
/// are there.
///
/// From the announcement to the end no fault on these VMAs gets through with the old rights: whoever was
/// inside has left or will find its read invalid before it sets an entry.
final class Mprotect {
    private Mprotect() {
    }

    /// `access` is READ, WRITE, EXEC of [VmFlags]. As in Linux, VMAs below a hole or below one that may not
    /// be changed this way have been changed when the answer is an errno.
    static long protect(Task task, MmStruct mm, long start, long length, long access) {
        Sizes sizes = mm.kernel().sizes();
        long end = start + Mmap.align(sizes, length);
        if ((start & sizes.pageSize() - 1) != 0 || length < 0 || start < 0) {
            return Errno.EINVAL;
        }
        if (end == start) {
            return 0;
        }
        if (end < start || end > sizes.taskSize()) {
            return Errno.ENOMEM;
        }
        if (!mm.writeLock(task, true)) {
            return Errno.EINTR;
        }
        long result = announce(task, mm, start, end, access) ? change(task, mm, start, end, access)
                : Errno.EINTR;
        mm.writeUnlock(task);
        return result;
    }

    /// Announces the range, and the neighbours that it may become one with.
    private static boolean announce(Task task, MmStruct mm, long start, long end, long access) {
        Vma below = start == 0 ? null : mm.tree().find(task, start - 1);
        Vma above = mm.tree().find(task, end);
        boolean announced = Vmas.announce(task, mm, start, end)
                && (!hasAccess(task, below, access) || mm.lock().startWrite(task, below, true))
                && (!hasAccess(task, above, access) || mm.lock().startWrite(task, above, true));
        if (announced) {
            mm.lock().settle(task);
        }
        return announced;
    }

    private static boolean hasAccess(Task task, Vma vma, long access) {
        return vma != null && (vma.flags(task) & VmFlags.ACCESS) == access;
    }

    private static long change(Task task, MmStruct mm, long start, long end, long access) {
        long at = start;
        long failed = 0;
        while (at < end && failed == 0) {
            Vma vma = mm.tree().find(task, at);
            if (vma == null) {
                failed = Errno.ENOMEM;
                break;
            }
            long to = Math.min(end, vma.end(task));
            failed = changeOne(task, mm, vma, at, to, access);
            at = to;
        }
        if (at > start) {
            mm.shootdown().flush(task);
        }
        return failed;
    }

    /// `mprotect_fixup` for the part of one VMA.
    private static long changeOne(Task task, MmStruct mm, Vma found, long from, long to, long access) {
        long flags = found.flags(task);
        if ((access & ~(flags >> 4) & VmFlags.ACCESS) != 0) {   // the MAY bits stand four above
            return Errno.EACCES;
        }
        if ((flags & VmFlags.ACCESS) == access) {
            return 0;
        }
        Vma vma = found;
        if (vma.start(task) < from) {
            vma = Vmas.split(task, mm, vma, from, true);
        }
        if (vma == null || vma.end(task) > to && Vmas.split(task, mm, vma, to, false) == null) {
            return Errno.ENOMEM;
        }
        vma.setFlags(flags & ~VmFlags.ACCESS | access);
        entries(task, mm, vma);
        join(task, mm, vma);
        return 0;
    }

    /// Makes one of what is one now.
    private static void join(Task task, MmStruct mm, Vma changed) {
        Vma vma = changed;
        Vma below = vma.start(task) == 0 ? null : mm.tree().find(task, vma.start(task) - 1);
        if (below != null && Vmas.canMerge(task, below, vma) && Vmas.merge(task, mm, below, vma)) {
            vma = below;
        }
        Vma above = mm.tree().find(task, vma.end(task));
        if (above != null && Vmas.canMerge(task, vma, above)) {
            Vmas.merge(task, mm, vma, above);
        }
    }

    /// `change_protection`: what is mapped gets the VMA's rights; a page that must be copied first stays
    /// protected.
    private static void entries(Task task, MmStruct mm, Vma vma) {
        Kernel kernel = mm.kernel();
        long prot = vma.pageProt(task);
        long span = kernel.sizes().leafSpan();
        long end = vma.end(task);
        for (long at = vma.start(task); at < end; at = (at & -span) + span) {
            PageTable leaf = mm.lockLeaf(task, at);
            if (leaf == null) {
                continue;
            }
            int first = kernel.tables().index(at);
            int count = (int) (Math.min(end, (at & -span) + span) - at >> kernel.sizes().pageShift());
            for (int index = first; index < first + count; index++) {
                entry(leaf.entries(), index, prot);
            }
            kernel.tables().unlock(task, leaf);
        }
    }

    private static void entry(Words entries, int index, long prot) {
        long pte = entries.readOnce(index);
        if (!Pte.isPresent(pte)) {
            return;
        }
        long grant = Pte.has(pte, Pte.DIRTY) && !Pte.has(pte, Pte.SPECIAL) ? prot : prot & ~Pte.WRITE;
        entries.writeOnce(index, Pte.modify(pte, Pte.READ | Pte.WRITE | Pte.EXEC, grant));
    }
}
