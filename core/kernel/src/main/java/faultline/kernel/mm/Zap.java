package faultline.kernel.mm;

import faultline.kernel.memory.Task;
import faultline.kernel.page.Frame;
import faultline.kernel.page.PageTable;
import faultline.kernel.page.PageTables;
import faultline.kernel.page.Pte;

/// Takes pages out of an address space (`unmap_page_range` with `mmu_gather`): clears the entries, makes
/// every TLB forget them, and only then lets the pages go. One CPU's own; its batch is empty between two
/// calls.
final class Zap {
    private static final int BATCH = 64;

    private final Kernel kernel;
    private final Frame[] batch = new Frame[BATCH];
    private int gathered;

    Zap(Kernel kernel) {
        this.kernel = kernel;
    }

    /// Zaps `start..end`. When it returns, no CPU can reach what was mapped there, and nothing is mapped
    /// there that was before; what may be mapped afterwards is the business of the caller's lock.
    void range(Task task, MmStruct mm, long start, long end) {
        long span = kernel.sizes().leafSpan();
        boolean cleared = false;
        gathered = 0;   // a world that explores drops tasks in the middle, and begins anew
        for (long at = start; at < end; at = (at & -span) + span) {
            cleared |= leaf(task, mm, at, Math.min(end, (at & -span) + span));
        }
        if (cleared) {
            flush(task, mm);
        }
    }

    /// The part of the range under one leaf table. Whether an entry was cleared since the last flush.
    private boolean leaf(Task task, MmStruct mm, long from, long to) {
        PageTables tables = kernel.tables();
        long pageSize = kernel.sizes().pageSize();
        boolean cleared = false;
        for (long at = from; at < to; ) {
            PageTable leaf = mm.lockLeaf(task, at);
            if (leaf == null) {
                return cleared;
            }
            for (; at < to && gathered < BATCH; at += pageSize) {
                cleared |= clear(leaf, tables.index(at));
            }
            tables.unlock(task, leaf);
            if (gathered == BATCH) {
                flush(task, mm);
                cleared = false;
            }
        }
        return cleared;
    }

    private boolean clear(PageTable leaf, int index) {
        long pte = leaf.entries().readOnce(index);
        if (pte == Pte.NONE) {
            return false;
        }
        leaf.entries().writeOnce(index, Pte.NONE);
        if (!Pte.has(pte, Pte.SPECIAL)) {
            batch[gathered++] = kernel.frame(pte);
        }
        return true;
    }

    private void flush(Task task, MmStruct mm) {
        mm.shootdown().flush(task);
        for (int i = 0; i < gathered; i++) {
            Rmap.unmap(batch[i]);
            kernel.frames().put(task, batch[i]);
            batch[i] = null;
        }
        gathered = 0;
    }
}
