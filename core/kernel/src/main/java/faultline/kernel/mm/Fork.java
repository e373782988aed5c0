package faultline.kernel.mm;

import faultline.kernel.memory.Task;
import faultline.kernel.memory.Words;
import faultline.kernel.page.Frame;
import faultline.kernel.page.PageTable;
import faultline.kernel.page.Pte;

/// `fork`, as far as memory goes (`dup_mmap`): the child gets copies of the VMAs and shares the pages until
/// one of the two writes.
///
/// Every VMA of the parent is write-locked before its `anon_vma` is looked at. `mmap_lock` alone does not
/// stop faults: one that gave the VMA its first anonymous page after the child's copy had been made without
/// an `anon_vma` would leave the child with a page that nobody accounts for.
///
/// Simplified against Linux: the child shares the parent's `anon_vma` instead of getting one of its own below
/// it.
final class Fork {
    private Fork() {
    }

    /// The child with one user, or `null`: no memory, or a fatal signal.
    static MmStruct fork(Task task, MmStruct parent) {
        Kernel kernel = parent.kernel();
        kernel.textHooks().forkBegins(task);
        MmStruct child = forkTexts(task, parent);
        kernel.textHooks().forkEnds(task);
        return child;
    }

    private static MmStruct forkTexts(Task task, MmStruct parent) {
        Kernel kernel = parent.kernel();
        if (!parent.writeLock(task, true)) {
            return null;
        }
        MmStruct child = kernel.newMm(task);
        if (child == null) {
            parent.writeUnlock(task);
            return null;
        }
        child.writeLockNested(task);
        boolean announced = Vmas.announce(task, parent, 0, kernel.sizes().taskSize());
        if (announced) {
            parent.lock().settle(task);
        }
        boolean copied = announced && copyVmas(task, parent, child);
        if (copied) {
            child.startBrk().writeOnce(parent.startBrk().readOnce());
            child.brk().writeOnce(parent.brk().readOnce());
            kernel.textHooks().forked(task, parent, child);
        }
        child.writeUnlock(task);
        parent.shootdown().flush(task);
        parent.writeUnlock(task);
        if (!copied) {
            child.putUsers(task);
            return null;
        }
        return child;
    }

    private static boolean copyVmas(Task task, MmStruct parent, MmStruct child) {
        long at = 0;
        while (true) {
            Vma vma = parent.tree().findAtOrAfter(task, at);
            if (vma == null) {
                return true;
            }
            at = vma.end(task);
            if ((vma.flags(task) & VmFlags.DONTCOPY) != 0) {
                continue;
            }
            Vma copy = Vmas.duplicate(task, child, vma, vma.start(task), at, vma.pgoff(task));
            if (copy == null) {
                return false;
            }
            if (!Vmas.attach(task, child, copy)) {
                Vmas.abandon(task, child, copy);
                return false;
            }
            // what was never written can be faulted in again from the file, or as zeroes
            if (vma.anonVma() != null && !copyEntries(task, parent, child, vma)) {
                return false;
            }
        }
    }

    /// `copy_page_range`. `false`: no memory for the child's tables.
    private static boolean copyEntries(Task task, MmStruct parent, MmStruct child, Vma vma) {
        Kernel kernel = parent.kernel();
        long span = kernel.sizes().leafSpan();
        long end = vma.end(task);
        boolean cow = VmFlags.isCow(vma.flags(task));
        for (long at = vma.start(task); at < end; at = (at & -span) + span) {
            kernel.memory().rcuReadLock(task);
            boolean empty = kernel.tables().find(task, parent.pgd(), at) == null;
            kernel.memory().rcuReadUnlock(task);
            if (empty) {
                continue;
            }
            PageTable target = kernel.tables().findOrAllocate(task, child.pgd(), child.pageTableLock(), at);
            if (target == null) {
                return false;
            }
            PageTable source = parent.lockLeaf(task, at);
            target.ptl().lockNested(task);
            int first = kernel.tables().index(at);
            int count = (int) (Math.min(end, (at & -span) + span) - at >> kernel.sizes().pageShift());
            for (int index = first; index < first + count; index++) {
                copyEntry(kernel, source.entries(), target.entries(), index, cow);
            }
            target.ptl().unlock(task);
            kernel.tables().unlock(task, source);
        }
        return true;
    }

    private static void copyEntry(Kernel kernel, Words source, Words target, int index, boolean cow) {
        long pte = source.readOnce(index);
        if (pte == Pte.NONE) {
            return;
        }
        if (!Pte.has(pte, Pte.SPECIAL)) {
            Frame page = kernel.frame(pte);
            kernel.frames().get(page);
            Rmap.map(page);
        }
        if (cow && Pte.has(pte, Pte.WRITE)) {
            pte = Pte.modify(pte, Pte.WRITE, 0);
            source.writeOnce(index, pte);
        }
        target.storeRelease("VmFault.A", index, pte);
    }
}
