package faultline.kernel.page;

import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.sync.SpinLock;
import faultline.kernel.sync.Sync;

/// The page tables of all address spaces.
public final class PageTables {
    public PageTables(Memory memory, Sync sync, int capacity, int bits, int levels, int pageShift) {
    }

    /// An empty top table, or `null` if there is no memory for it.
    public PageTable newRoot(Task task) {
        return null;
    }

    /// The leaf that serves `address`, or `null`. The caller stands in RCU, or keeps the mapping still.
    public PageTable find(Task task, PageTable root, long address) {
        return null;
    }

    /// As [#find], installing what is missing on the way; `null` if there is no memory for it. The caller keeps the
    /// mapping still: `mmap_lock`, or a VMA read that excludes writers.
    public PageTable findOrAllocate(Task task, PageTable root, SpinLock pageTableLock, long address) {
        return null;
    }

    /// Which entry of its leaf `address` has.
    public int index(long address) {
        return 0;
    }

    /// The first address behind those that `leaf` serves. The caller keeps the mapping still.
    public long endOf(PageTable leaf) {
        return 0;
    }

    /// Takes the lock of `leaf`, found by [#find] in the same RCU section. `false`: it serves `address` no longer, and
    /// nothing is held.
    public boolean lock(Task task, PageTable leaf, long address) {
        return false;
    }

    public void unlock(Task task, PageTable leaf) {
    }

    /// The first leaf that serves addresses of `[from, end)`, or `null`. The caller keeps the mapping still.
    public PageTable next(Task task, PageTable root, long from, long end) {
        return null;
    }

    /// Unlinks and frees the tables that serve addresses of `[start, end)` and none outside `[floor, ceiling)`, where
    /// nothing is mapped any more (`free_pgtables`). They must be empty.
    public void free(Task task, PageTable root, SpinLock pageTableLock, long start, long end, long floor,
                     long ceiling) {
    }

    /// Frees the top table, which must be empty.
    public void freeRoot(Task task, PageTable root) {
    }

    /// How many tables are in use; for checks at rest.
    public long inUse() {
        return 0;
    }
}
