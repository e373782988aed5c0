package narrow;

import faultline.kernel.memory.Line;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Word;

/// A pair behind a seqcount whose number has 32 bits, as `seqcount_t` in Linux.
///
/// ```
///     writer                                reader
///
///     number + 1, odd                  ┌──▶ number? even
///     A: wmb ──────────────┐           │    C: acquire
///     left, right          │           │    left? right?
///     B: wmb ──────────────│───────────┘    D: rmb
///     number + 1, even     └──────────────▶ number the same?
/// ```
public final class Narrow {
    private static final int BITS = 32;

    private final Memory memory;
    private final Word number;
    private final Word left;
    private final Word right;

    public Narrow(Memory memory, Line one, Line two, Line three) {
        this.memory = memory;
        this.number = one.word("number", 0);
        this.left = two.word("left", 0);
        this.right = three.word("right", 0);
    }

    /// One writer at a time.
    public void change(long value) {
        number.writeOnce(next());
        memory.wmb("A");
        left.writeOnce(value);
        right.writeOnce(value);
        memory.wmb("B");
        number.writeOnce(next());
    }

    /// The number after this one.
    private long next() {
        long mask = (1L << BITS) - 1;
        return number.get() + 1 & mask;
    }

    /// Both halves, or `"again"` if they may not belong together.
    public String look() {
        long start = number.loadAcquire("C");
        if (start % 2 != 0) {
            return "again";
        }
        long seenLeft = left.readOnce();
        long seenRight = right.readOnce();
        memory.rmb("D");
        return number.readOnce() == start ? seenLeft + " " + seenRight : "again";
    }
}
