package faultline.kernel.page;

import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Slab;
import faultline.kernel.memory.Task;
import faultline.kernel.sync.SpinLock;
import faultline.kernel.sync.Sync;

/// The page tables of all address spaces: trees of tables, walked without a lock, freed after RCU.
///
/// Tables above the leaves change under the address space's `page_table_lock`, a leaf under its own lock. A
/// fault that holds a mapping still may install tables, and keeps every table above its address from going. A
/// fault that merely stands in RCU may find a leaf that goes, so it looks again once it has the lock:
///
/// ```
///     fault                                     free_pgtables
///                                               (first: a fault installs the leaf
///     walk    B: acquire ◀────────────────────  A: release   entry above = leaf)
///     lock the leaf                             page_table_lock, lock the leaf
///     leaf still serves the address?            entry above = none
///       no: unlock, RETRY                       leaf serves none
///     set the PTE                               unlock both
///     unlock                                    free the leaf after RCU
/// ```
///
/// **A with B.** Whoever finds a table finds it empty or as others filled it, never with what it held in its
/// last life.
///
/// **The leaf's lock.** Either the fault comes first: then its PTE is in the leaf before it goes, which is a
/// bug of whoever let the fault in, and is found here. Or the fault comes second, sees that the leaf serves
/// no address, and leaves. Its RCU section keeps the leaf's memory meanwhile.
///
/// Not promised: that a leaf found in RCU is still linked, before [#lock] says so.
public final class PageTables {
    private final Memory memory;
    private final Slab<PageTable> slab;
    private final int bits;
    private final int levels;
    private final int pageShift;

    public PageTables(Memory memory, Sync sync, int capacity, int bits, int levels, int pageShift) {
        this.memory = memory;
        this.slab = new Slab<>(memory, "page_table", capacity, memory.rcu(),
                number -> new PageTable(memory, sync, number, 1 << bits));
        this.bits = bits;
        this.levels = levels;
        this.pageShift = pageShift;
    }

    /// An empty top table, or `null` if there is no memory for it.
    public PageTable newRoot(Task task) {
        return newTable(task, 0);
    }

    /// Which entry of its leaf `address` has.
    public int index(long address) {
        return index(address, 0);
    }

    /// The leaf that serves `address`, or `null`. The caller stands in RCU, or keeps the mapping still.
    public PageTable find(Task task, PageTable root, long address) {
        PageTable table = root;
        for (int level = levels - 1; level > 0 && table != null; level--) {
            table = below(table, index(address, level));
        }
        return table;
    }

    /// As [#find], installing what is missing on the way; `null` if there is no memory for it. The caller
    /// keeps the mapping still: `mmap_lock`, or a VMA read that excludes writers.
    public PageTable findOrAllocate(Task task, PageTable root, SpinLock pageTableLock, long address) {
        PageTable table = root;
        for (int level = levels - 1; level > 0 && table != null; level--) {
            int index = index(address, level);
            PageTable next = below(table, index);
            table = next != null ? next
                    : install(task, table, pageTableLock, index, first(address, level - 1));
        }
        return table;
    }

    /// Locks `leaf`, which the caller has found in this RCU section or keeps from going. `false`: it does not
    /// serve `address` any more, and nothing is held.
    public boolean lock(Task task, PageTable leaf, long address) {
        leaf.ptl().lock(task);
        if (leaf.serves(first(address, 0))) {
            return true;
        }
        leaf.ptl().unlock(task);
        return false;
    }

    public void unlock(Task task, PageTable leaf) {
        leaf.ptl().unlock(task);
    }

    /// Unlinks the tables that serve addresses of `start..end` and none outside `floor..ceiling`, and frees
    /// them after RCU (`free_pgtables`). Nothing is mapped between `floor` and `ceiling`, so they must be
    /// empty.
    public void free(Task task, PageTable root, SpinLock pageTableLock, long start, long end, long floor,
                     long ceiling) {
        freeBelow(task, new Hole(pageTableLock, start, end, floor, ceiling), root, levels - 1, 0);
    }

    /// Frees all tables of an address space that nobody uses any more. They must be empty.
    public void freeRoot(Task task, PageTable root) {
        freeAll(task, root, levels - 1);
    }

    /// Shows `visitor` every entry below `root` that is not empty; for checks, while nobody unlinks tables.
    public void forEachEntry(PageTable root, EntryVisitor visitor) {
        visit(root, levels - 1, 0, visitor);
    }

    private void visit(PageTable table, int level, long base, EntryVisitor visitor) {
        for (int index = 0; index < 1 << bits; index++) {
            long first = base + (index * span(level) >> bits);
            if (level > 0) {
                PageTable next = below(table, index);
                if (next != null) {
                    visit(next, level - 1, first, visitor);
                }
                continue;
            }
            long pte = table.entries().readOnce(index);
            if (pte != Pte.NONE) {
                visitor.entry(first, pte);
            }
        }
    }

    /// Sees one entry of a leaf.
    @FunctionalInterface
    public interface EntryVisitor {
        void entry(long address, long pte);
    }

    /// How many tables are in use; for checks at rest.
    public long inUse() {
        return slab.live();
    }

    private void freeBelow(Task task, Hole hole, PageTable table, int level, long base) {
        long span = span(level - 1);
        for (int index = 0; index < 1 << bits; index++) {
            long first = base + index * span;
            PageTable next = hole.touches(first, span) ? below(table, index) : null;
            if (next == null) {
                continue;
            }
            boolean goes = hole.contains(first, span);
            if (level > 1) {
                freeBelow(task, goes ? hole.over(first, span) : hole, next, level - 1, first);
            }
            if (goes) {
                unlink(task, hole.pageTableLock(), table, index, next);
                discard(task, next);
            }
        }
    }

    private void freeAll(Task task, PageTable table, int level) {
        for (int index = 0; level > 0 && index < 1 << bits; index++) {
            PageTable next = below(table, index);
            if (next != null) {
                table.entries().writeOnce(index, 0);
                freeAll(task, next, level - 1);
            }
        }
        discard(task, table);
    }

    private void unlink(Task task, SpinLock pageTableLock, PageTable above, int index, PageTable table) {
        pageTableLock.lock(task);
        table.ptl().lock(task);
        above.entries().writeOnce(index, 0);
        table.unlink();
        table.ptl().unlock(task);
        pageTableLock.unlock(task);
    }

    private void discard(Task task, PageTable table) {
        if (!table.isEmpty()) {
            throw memory.bug(table + " is freed while it has entries");
        }
        slab.free(task, table);
    }

    private PageTable install(Task task, PageTable table, SpinLock pageTableLock, int index, long first) {
        PageTable fresh = newTable(task, first);
        if (fresh == null) {
            return null;
        }
        pageTableLock.lock(task);
        PageTable faster = below(table, index);
        if (faster == null) {
            table.entries().storeRelease("PageTables.A", index, fresh.handle());
        }
        pageTableLock.unlock(task);
        if (faster == null) {
            return fresh;
        }
        slab.freeUnseen(task, fresh);
        return faster;
    }

    private PageTable newTable(Task task, long first) {
        PageTable table = slab.allocate(task);
        if (table != null) {
            table.init(first);
        }
        return table;
    }

    private PageTable below(PageTable table, int index) {
        return (PageTable) memory.object(table.entries().loadAcquire("PageTables.B", index));
    }

    private int index(long address, int level) {
        return (int) (address >>> pageShift + bits * level) & (1 << bits) - 1;
    }

    /// The first address that the table of `level` over `address` serves.
    private long first(long address, int level) {
        return address & -span(level);
    }

    /// How many bytes of addresses one table of `level` serves.
    private long span(int level) {
        return 1L << pageShift + bits * (level + 1);
    }

    /// `start..end` has been unmapped, and nothing is mapped in `floor..ceiling` around it.
    private record Hole(SpinLock pageTableLock, long start, long end, long floor, long ceiling) {

        boolean contains(long first, long span) {
            return floor <= first && first + span <= ceiling;
        }

        boolean touches(long first, long span) {
            return first < end && start < first + span;
        }

        /// Of a table that goes, all that is below goes.
        Hole over(long first, long span) {
            return new Hole(pageTableLock, first, first + span, floor, ceiling);
        }
    }
}
