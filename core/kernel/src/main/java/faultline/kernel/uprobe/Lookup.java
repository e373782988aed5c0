package faultline.kernel.uprobe;

import faultline.kernel.lock.Look;
import faultline.kernel.memory.Task;
import faultline.kernel.mm.File;
import faultline.kernel.mm.Inode;
import faultline.kernel.mm.Kernel;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.Text;
import faultline.kernel.mm.Vma;

/// Which probe stands at an address: {mm, address} becomes {inode, offset} (`find_active_uprobe`).
///
/// ```
///     startLook ── refused ───────────────────────────────┐
///     file, start, pgoff of the VMA, into locals          │
///     probe at {inode, offset}? ── none ──────────────────┤
///     endLook ── not valid ───────────────────────────────┤
///     ▼                                                   ▼
///     the probe                        mmap_lock for reading: the same once more;
///                                      none: is there still a breakpoint?
/// ```
///
/// Only a probe that was found by a valid look is believed. That none was found never is: a tree that turns
/// and a mapping that moves can hide one, and the answer would be SIGTRAP for an innocent process.
final class Lookup {
    private final Kernel kernel;
    private final UprobeTree tree;
    private final int pageShift;

    Lookup(Kernel kernel, UprobeTree tree) {
        this.kernel = kernel;
        this.tree = tree;
        this.pageShift = kernel.sizes().pageShift();
    }

    /// The probe at `address`, or `null`; then `utask.isSwbp` says whether a breakpoint stands there all the
    /// same.
    Uprobe find(Task task, MmStruct mm, long address, Utask utask) {
        Uprobe found = speculate(task, mm, address, utask.look);
        kernel.countLookup(task, found != null);
        return found != null ? found : underMmapLock(task, mm, address, utask);
    }

    private Uprobe speculate(Task task, MmStruct mm, long address, Look look) {
        task.startSpeculation();   // the strategy itself may look at the VMA's range
        if (!mm.lock().startLook(task, address, look)) {
            task.endSpeculation(false);
            return null;
        }
        Vma vma = look.vma;
        File file = vma.file(task);
        Uprobe found = null;
        if (file != null) {
            long offset = (vma.pgoff(task) << pageShift) + address - vma.start(task);
            found = tree.find(task, file.inode(), offset);
        }
        boolean valid = mm.lock().endLook(task, look);
        task.endSpeculation(valid);
        return valid ? found : null;
    }

    private Uprobe underMmapLock(Task task, MmStruct mm, long address, Utask utask) {
        mm.readLock(task, false);
        Vma vma = mm.find(task, address);
        Uprobe found = vma == null || vma.file(task) == null ? null
                : tree.find(task, vma.file(task).inode(), (vma.pgoff(task) << pageShift)
                + address - vma.start(task));
        utask.isSwbp = found == null && vma != null && Text.read(task, mm, vma, address) == Insn.INT3;
        if (found == null) {
            recalculate(task, mm);
        }
        mm.readUnlock(task);
        return found;
    }

    /// Whether a breakpoint stands at `address` just now.
    boolean isBreakpoint(Task task, MmStruct mm, long address) {
        mm.readLock(task, false);
        Vma vma = mm.find(task, address);
        boolean stands = vma != null && Text.read(task, mm, vma, address) == Insn.INT3;
        mm.readUnlock(task);
        return stands;
    }

    /// `mmf_recalc_uprobes`: after an unmap the process may have no breakpoint left.
    private void recalculate(Task task, MmStruct mm) {
        if ((mm.uprobeFlags().readOnce() & Uprobes.RECALC_UPROBES) == 0) {
            return;
        }
        for (Vma vma = mm.tree().findAtOrAfter(task, 0); vma != null;
                vma = mm.tree().findAtOrAfter(task, vma.end(task))) {
            if (hasUprobes(task, vma)) {
                return;
            }
        }
        mm.uprobeFlags().fetchAndRelaxed(~(Uprobes.HAS_UPROBES | Uprobes.RECALC_UPROBES));
    }

    private boolean hasUprobes(Task task, Vma vma) {
        if (!Uprobes.isText(task, vma, false)) {
            return false;
        }
        Inode inode = vma.file(task).inode();
        long from = vma.pgoff(task) << pageShift;
        return tree.hasAny(task, inode, from, from + vma.end(task) - vma.start(task));
    }
}
