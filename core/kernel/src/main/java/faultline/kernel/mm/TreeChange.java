package faultline.kernel.mm;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Task;
import java.util.ArrayList;
import java.util.List;

/// One store into a [RangeTree]: builds the new nodes beside the old ones, whole paths up to the top, and
/// shares the rest. Nobody sees anything of it until the tree publishes the new top.
///
/// ```
///     old top ──┬── a                           new top ──┬── a       shared
///               ├── b   covered in part                   ├── b' c'   rebuilt, split or merged as needed
///               ├── c   covered in part                   │
///               └── d                                     └── d       shared
/// ```
///
/// All leaves stay equally deep. A node that becomes less than a third full takes in a neighbour below the
/// same node.
final class TreeChange {
    private final Task task;
    private final Kernel kernel;
    private final int slots;
    private final long start;
    private final long end;
    private final Vma vma;
    private final List<TreeNode> replaced = new ArrayList<>(4);
    private final List<TreeNode> built = new ArrayList<>(4);
    private boolean outOfMemory;

    /// Stores `vma`, or nothing if it is `null`, in `start..end`.
    TreeChange(Task task, Kernel kernel, long start, long end, Vma vma) {
        this.task = task;
        this.kernel = kernel;
        this.slots = kernel.sizes().treeSlots();
        this.start = start;
        this.end = end;
        this.vma = vma;
    }

    /// The top of the changed tree, or `null` if nothing is left in it. To be believed unless [#failed].
    TreeNode applyTo(TreeNode top) {
        TreeRanges ranges = top == null ? empty() : changed(top, 0);
        while (ranges.count() > slots) {
            ranges = packed(ranges);
        }
        ranges = unwrapped(ranges);
        if (ranges.count() == 1 && ranges.content(0) instanceof TreeNode node) {
            return node;
        }
        boolean nothing = ranges.count() == 1 && ranges.content(0) == null;
        return nothing ? null : build(ranges, 0, ranges.count());
    }

    /// Memory ran out on the way.
    boolean failed() {
        return outOfMemory;
    }

    /// The change is visible: frees what it has replaced, after RCU.
    void commit() {
        for (TreeNode node : replaced) {
            kernel.nodes().free(task, node);
        }
    }

    /// Nobody will see the change: gives its memory back.
    void abandon() {
        for (TreeNode node : built) {
            kernel.nodes().freeUnseen(task, node);
        }
    }

    private TreeRanges empty() {
        TreeRanges ranges = new TreeRanges(0);
        replace(ranges, 0, RangeTree.END, null);
        return ranges;
    }

    /// What `node`, which serves the addresses from `low` on and some of the change, holds afterwards.
    private TreeRanges changed(TreeNode node, long low) {
        replaced.add(node);
        return node.isLeaf() ? changedLeaf(node, low) : changedAbove(node, low);
    }

    private TreeRanges changedLeaf(TreeNode leaf, long low) {
        TreeRanges ranges = new TreeRanges(firstOf(low));
        int count = leaf.count();
        long from = low;
        for (int slot = 0; slot < count; slot++) {
            long to = leaf.end(slot);
            if (start < to && from < end) {
                replace(ranges, from, to, leaf.content(slot));
            } else {
                ranges.add(to, leaf.content(slot));
            }
            from = to;
        }
        return ranges;
    }

    private TreeRanges changedAbove(TreeNode node, long low) {
        int count = node.count();
        int first = start <= low ? 0 : node.slotOf(start);
        int last = end >= node.end(count - 1) ? count - 1 : node.slotOf(end - 1);
        TreeRanges below = new TreeRanges(first == 0 ? firstOf(low) : node.end(first - 1));
        for (int slot = first; slot <= last; slot++) {
            below.addAll(changed((TreeNode) node.content(slot), slot == 0 ? low : node.end(slot - 1)));
        }
        if (isSparse(below) && last + 1 < count) {
            below.addAll(takeIn(node, ++last, 0));
        } else if (isSparse(below) && first > 0) {
            first--;
            TreeRanges wider = takeIn(node, first, first == 0 ? low : node.end(first - 1));
            wider.addAll(below);
            below = wider;
        }
        TreeRanges ranges = new TreeRanges(first == 0 ? firstOf(low) : low);
        ranges.add(node, 0, first);
        ranges.addAll(packed(below));
        ranges.add(node, last + 1, count);
        return ranges;
    }

    /// Where the ranges of a node that serves the addresses from `low` on begin afterwards: what lies before
    /// it may have grown into it.
    private long firstOf(long low) {
        return low <= start ? low : Math.max(low, end);
    }

    /// A range of a leaf that the change covers at least in part: what is left of it, and the new range where
    /// that begins here.
    private void replace(TreeRanges ranges, long from, long to, KernelObject content) {
        if (from < start) {
            ranges.add(start, content);
        }
        if (from <= start) {
            ranges.add(end, vma);
        }
        if (to > end) {
            ranges.add(to, content);
        }
    }

    private boolean isSparse(TreeRanges ranges) {
        return ranges.count() > 0 && ranges.count() < slots / 3;
    }

    /// All that the node in `slot` holds, which is rebuilt together with its neighbour.
    private TreeRanges takeIn(TreeNode above, int slot, long from) {
        TreeNode node = (TreeNode) above.content(slot);
        replaced.add(node);
        TreeRanges ranges = new TreeRanges(from);
        ranges.add(node, 0, node.count());
        return ranges;
    }

    /// The ranges in new nodes, about equally full: the ranges of one level above.
    private TreeRanges packed(TreeRanges ranges) {
        TreeRanges nodes = new TreeRanges(ranges.start());
        int parts = (ranges.count() + slots - 1) / slots;
        int first = 0;
        for (int part = 0; part < parts; part++) {
            int count = (ranges.count() - first) / (parts - part);
            nodes.add(ranges.end(first + count - 1), build(ranges, first, count));
            first += count;
        }
        return nodes;
    }

    /// Without the levels that have become needless: new nodes of one range at the top.
    private TreeRanges unwrapped(TreeRanges ranges) {
        TreeRanges inner = ranges;
        while (inner.count() == 1 && inner.content(0) instanceof TreeNode node && node.count() == 1
                && built.remove(node)) {
            inner = new TreeRanges(0);
            inner.add(node, 0, 1);
            kernel.nodes().freeUnseen(task, node);
        }
        return inner;
    }

    private TreeNode build(TreeRanges ranges, int first, int count) {
        TreeNode node = kernel.nodes().allocate(task);
        if (node == null) {
            outOfMemory = true;
            return null;
        }
        built.add(node);
        node.init(ranges, first, count);
        return node;
    }
}
