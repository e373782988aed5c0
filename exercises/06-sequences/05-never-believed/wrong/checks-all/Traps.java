package traps;

import faultline.kernel.memory.Line;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Word;

/// The probes of a file in a tree, by their offset, and what a breakpoint does that finds its own there or not.
///
/// ```
///     writer turns the tree                     whoever hit a breakpoint
///
///          2              1                     sequence?        C: acquire
///         /      ───▶      \                    walk down        F: acquire ◀─┐
///        1                  2                   ──── D: read barrier ────     │
///                                               sequence the same?            │
///     sequence + 1, odd                                                       │
///     ──── A: write barrier ────                                              │
///     left of 2 = none, right of 1 = 2                                        │
///     root = 1          E: release ───────────────────────────────────────────┘
///     ──── B: write barrier ────
///     sequence + 1, even
/// ```
///
/// An offset nobody has probed holds a breakpoint of somebody else's: then the process gets its SIGTRAP.
public final class Traps {
    private static final int NONE = 0;

    private final Memory memory;
    private final Word sequence;
    private final Word root;
    private final Word[] left = new Word[4];
    private final Word[] right = new Word[4];

    public Traps(Memory memory, Line numbers, Line links) {
        this.memory = memory;
        this.sequence = numbers.word("sequence", 0);
        this.root = links.word("root", 2);
        for (int node = 1; node < left.length; node++) {
            left[node] = links.word("left of " + node, node == 2 ? 1 : NONE);
            right[node] = links.word("right of " + node, NONE);
        }
    }

    /// Turns the tree to the right; one writer at a time.
    public void rotate() {
        sequence.writeOnce(1);
        memory.wmb("A");
        left[2].writeOnce(NONE);
        right[1].writeOnce(2);
        root.storeRelease("E", 1);
        memory.wmb("B");
        sequence.writeOnce(2);
    }

    /// The probe at `offset`, or 0.
    public long walk(long offset) {
        long at = root.loadAcquire("F");
        while (at != NONE && at != offset) {
            at = (offset < at ? left : right)[(int) at].loadAcquire("F");
        }
        return at;
    }

    /// A breakpoint at `offset` was hit: `handled`, `SIGTRAP`, or `again` to look once more under the lock.
    public String hit(long offset) {
        long start = sequence.loadAcquire("C");
        boolean found = walk(offset) != NONE;
        if (!isStill(start)) {
            return "again";
        }
        return found ? "handled" : "SIGTRAP";
    }

    /// Whether nobody has changed the tree since the number was `start`.
    private boolean isStill(long start) {
        memory.rmb("D");
        return start % 2 == 0 && sequence.readOnce() == start;
    }
}
