package faultline.kernel.mm;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Ref;
import faultline.kernel.memory.Task;

/// The VMAs of one address space, by range: a B-tree like the kernel's maple tree, which readers walk without
/// a lock.
///
/// ```
///     writer (mmap_lock for writing)            reader (RCU, or mmap_lock)
///
///     new nodes, from the leaf to the top
///     A: release ────▶ top ────────────────▶    top   B: acquire
///     old nodes: freed after RCU                pivots and slots
/// ```
///
/// **A with B.** Whoever finds a top finds the nodes below it complete, and each VMA as it was when it was
/// stored.
///
/// A node never changes once it can be seen: a store copies the path from the leaf to the top ([TreeChange])
/// and is visible all at once. So one walk sees the tree before a store or after it, also where it visits
/// several leaves, and below the top it needs no ordering.
///
/// A range here is what was stored, not what `vm_start` and `vm_end` say: a reader without a lock must not
/// look at those yet. Neighbouring free ranges are always one.
///
/// Not promised: that a VMA that was found is still there. And nobody may walk outside RCU and `mmap_lock`:
/// the nodes may be gone (StackRot, CVE-2023-3269, was a walk under `mmap_lock` beside a writer that held it
/// only for reading).
public final class RangeTree {
    /// Behind the last address.
    static final long END = Long.MAX_VALUE;

    /// What [#gap] answers when there is none.
    static final long NO_GAP = -1;

    private final Kernel kernel;
    private final Ref<TreeNode> top;

    RangeTree(Kernel kernel, MmStruct mm) {
        this.kernel = kernel;
        this.top = kernel.memory().line(mm).ref("mm_mt");
    }

    /// A new life, empty: nobody else can see it yet.
    void init(Task task) {
        top.writeOnce(null);
    }

    /// The VMA stored at `address`, or `null`.
    Vma find(Task task, long address) {
        KernelObject found = top.rcuDereference("RangeTree.B");
        while (found instanceof TreeNode node) {
            found = node.content(node.slotOf(address));
        }
        return (Vma) found;
    }

    /// The VMA stored at `address` or, if there is none, the next behind it, or `null` (`find_vma`).
    public Vma findAtOrAfter(Task task, long address) {
        TreeNode from = top.rcuDereference("RangeTree.B");
        for (long start = address; start != END; ) {
            Range range = at(from, start);
            if (range.vma != null) {
                return range.vma;
            }
            start = range.end;
        }
        return null;
    }

    /// The last VMA that ends at or before `address`, or `null`.
    Vma before(Task task, long address) {
        TreeNode from = top.rcuDereference("RangeTree.B");
        for (long end = address; end > 0; ) {
            Range range = at(from, end - 1);
            if (range.vma != null && range.end <= address) {
                return range.vma;
            }
            end = range.start;
        }
        return null;
    }

    /// Stores `vma`, or nothing if it is `null`, in all of `start..end`; whatever was there is overwritten or
    /// trimmed. `false`: no memory, and nothing changed. A VMA that grows is stored over its whole range. The
    /// caller holds `mmap_lock` for writing.
    boolean store(Task task, long start, long end, Vma vma) {
        TreeNode old = top.get();
        Range before = vma != null || start == 0 ? null : at(old, start - 1);
        Range behind = vma != null || end == END ? null : at(old, end);
        TreeChange change = new TreeChange(task, kernel,
                before != null && before.vma == null ? before.start : start,
                behind != null && behind.vma == null ? behind.end : end, vma);
        TreeNode changed = change.applyTo(old);
        if (change.failed()) {
            change.abandon();
            return false;
        }
        top.rcuAssign("RangeTree.A", changed);
        change.commit();
        return true;
    }

    /// Forgets everything, for exit.
    void clear(Task task) {
        TreeNode old = top.get();
        top.rcuAssign("RangeTree.A", null);
        if (old != null) {
            free(task, old);
        }
    }

    /// The highest address at which `size` bytes are free in `low..high`, or [#NO_GAP].
    long gap(Task task, long low, long high, long size) {
        TreeNode from = top.rcuDereference("RangeTree.B");
        return from == null ? fit(0, END, low, high, size) : gap(from, 0, low, high, size);
    }

    /// Within `node`, which serves the addresses from `from` on.
    private static long gap(TreeNode node, long from, long low, long high, long size) {
        for (int slot = node.count() - 1; slot >= 0; slot--) {
            long start = slot == 0 ? from : node.end(slot - 1);
            long end = node.end(slot);
            if (end <= low || high <= start) {
                continue;
            }
            long found = switch (node.content(slot)) {
                case null -> fit(start, end, low, high, size);
                case TreeNode below when below.gap() >= size -> gap(below, start, low, high, size);
                default -> NO_GAP;
            };
            if (found != NO_GAP) {
                return found;
            }
        }
        return NO_GAP;
    }

    private static long fit(long start, long end, long low, long high, long size) {
        long address = Math.min(end, high) - size;
        return address >= Math.max(start, low) ? address : NO_GAP;
    }

    private Range at(TreeNode from, long address) {
        long start = 0;
        long end = END;
        KernelObject found = from;
        while (found instanceof TreeNode node) {
            int slot = node.slotOf(address);
            start = slot == 0 ? start : node.end(slot - 1);
            end = node.end(slot);
            found = node.content(slot);
        }
        if (address < start || end <= address) {
            throw kernel.memory().bug("a walk of " + top + " met a node that is no longer part of it");
        }
        return new Range(start, end, (Vma) found);
    }

    private void free(Task task, TreeNode node) {
        int count = node.isLeaf() ? 0 : node.count();
        for (int slot = 0; slot < count; slot++) {
            free(task, (TreeNode) node.content(slot));
        }
        kernel.nodes().free(task, node);
    }

    /// What is stored, or free if `vma` is `null`, in `start..end`.
    private record Range(long start, long end, Vma vma) {
    }
}
