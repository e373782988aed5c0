package faultline.kernel.mm;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Line;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;
import faultline.kernel.memory.Words;

/// A node of a [RangeTree]: up to `sizes.treeSlots` neighbouring ranges, and what is stored in each.
///
/// Slot `i` serves the addresses from the end of slot `i - 1` up to its own end, its *pivot*. It holds a VMA,
/// nothing, or, above the leaves, the node below. Written once, before anybody else can see it, and read
/// plainly: a walker who meets a node after its last reader should have gone races with the poison.
public final class TreeNode extends KernelObject {
    private final int slots;
    private final Words pivots;
    private final Words contents;
    private final Word gap;

    TreeNode(Kernel kernel, int number) {
        super(kernel.memory(), "node", number);
        this.slots = kernel.sizes().treeSlots();
        this.pivots = memory().words(this, "pivot", slots);
        this.contents = memory().words(this, "slot", slots);
        Line line = memory().line(this);
        this.gap = line.word("gap", 0);
    }

    /// The slot that serves `address`, which this node covers.
    int slotOf(long address) {
        int slot = 0;
        while (slot < slots - 1 && pivots.get(slot) <= address) {
            slot++;
        }
        return slot;
    }

    /// The first address behind `slot`.
    long end(int slot) {
        return pivots.get(slot);
    }

    /// The VMA or the node in `slot`, or `null`.
    KernelObject content(int slot) {
        return memory().object(contents.get(slot));
    }

    /// Whether VMAs, not nodes, are below.
    boolean isLeaf() {
        return !(content(0) instanceof TreeNode);
    }

    /// How many slots are in use; the pivots of the others are 0.
    int count() {
        int count = 1;
        while (count < slots && pivots.get(count) != 0) {
            count++;
        }
        return count;
    }

    /// The largest range below this node in which nothing is stored.
    long gap() {
        return gap.get();
    }

    /// Fills the node, which nobody else can see yet, with `count` of `ranges` from `first` on.
    void init(TreeRanges ranges, int first, int count) {
        long largest = 0;
        for (int slot = 0; slot < slots; slot++) {
            boolean used = slot < count;
            pivots.set(slot, used ? ranges.end(first + slot) : 0);
            contents.set(slot, used ? ranges.handle(first + slot) : 0);
            largest = Math.max(largest, used ? ranges.gap(first + slot) : 0);
        }
        gap.set(largest);
    }

    @Override protected void poison(Task task) {
        super.poison(task);
        pivots.fill(Word.POISON);
        contents.fill(Word.POISON);
    }
}
