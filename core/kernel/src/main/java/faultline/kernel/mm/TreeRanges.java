package faultline.kernel.mm;

import faultline.kernel.memory.KernelObject;
import java.util.ArrayList;
import java.util.List;

/// Neighbouring ranges of one level of a [RangeTree] while a change is made: one writer's own.
final class TreeRanges {
    private final long start;
    private final List<Range> ranges = new ArrayList<>();

    /// Ranges from `start` on.
    TreeRanges(long start) {
        this.start = start;
    }

    void add(long end, KernelObject content) {
        ranges.add(new Range(end, content));
    }

    /// The slots `from..to` of `node`, which follow the last range.
    void add(TreeNode node, int from, int to) {
        for (int slot = from; slot < to; slot++) {
            add(node.end(slot), node.content(slot));
        }
    }

    /// The ranges of `others`, which follow the last.
    void addAll(TreeRanges others) {
        ranges.addAll(others.ranges);
    }

    long start() {
        return start;
    }

    int count() {
        return ranges.size();
    }

    long end(int index) {
        return ranges.get(index).end;
    }

    KernelObject content(int index) {
        return ranges.get(index).content;
    }

    long handle(int index) {
        KernelObject content = content(index);
        return content == null ? 0 : content.handle();
    }

    /// How much is free in one range: all of it, nothing, or what the node knows.
    long gap(int index) {
        return switch (content(index)) {
            case null -> end(index) - (index == 0 ? start : end(index - 1));
            case TreeNode node -> node.gap();
            default -> 0;
        };
    }

    private record Range(long end, KernelObject content) {
    }
}
