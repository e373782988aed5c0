package faultline.kernel.mm;

import faultline.kernel.memory.Task;

/// The VMAs of one address space, by range.
public final class RangeTree {
    /// What [#gap] answers when there is none.
    public static final long NO_GAP = -1;

    RangeTree(Kernel kernel, MmStruct mm) {
    }

    /// A new life, empty: nobody else can see it yet.
    void init(Task task) {
    }

    /// The VMA stored at `address`, or `null`, by the tree's own ranges.
    Vma find(Task task, long address) {
        return null;
    }

    /// The VMA stored at `address` or, if there is none, the next behind it, or `null` (`find_vma`).
    public Vma findAtOrAfter(Task task, long address) {
        return null;
    }

    /// The last VMA that ends at or before `address`, or `null`.
    Vma before(Task task, long address) {
        return null;
    }

    /// Stores `vma`, or nothing if it is `null`, in all of `[start, end)`; whatever was there is overwritten or
    /// trimmed. `false`: no memory, and nothing changed. A VMA that grows is stored over its whole range.
    boolean store(Task task, long start, long end, Vma vma) {
        return false;
    }

    /// Prepares a [#store] that will not fail: `null` if there is no memory. The tree must not change before the
    /// change is published or abandoned (`mas_preallocate`).
    TreeChange prepare(Task task, long start, long end, Vma vma) {
        return null;
    }

    /// Frees all nodes, for exit.
    void clear(Task task) {
    }

    /// The highest address in `[low, high)` at which `size` bytes are free, or [#NO_GAP].
    long gap(Task task, long low, long high, long size) {
        return NO_GAP;
    }
}
