package pair.frame;

import faultline.kernel.memory.Line;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Word;

/// The pair with all four orders in place.
///
/// ```
///     writer                                reader
///
///     sequence + 1, odd                ┌──▶ sequence? even
///     A: wmb ──────────────┐           │    C: acquire
///     left, right          │           │    left? right?
///     B: wmb ──────────────│───────────┘    D: rmb
///     sequence + 1, even   └───────────────▶ sequence the same?
/// ```
final class Sealed {
    private final Memory memory;
    private final Word sequence;
    private final Word left;
    private final Word right;

    Sealed(Memory memory, Line one, Line two, Line three) {
        this.memory = memory;
        this.sequence = one.word("sequence", 0);
        this.left = two.word("left", 1);
        this.right = three.word("right", 1);
    }

    void change(long value) {
        sequence.writeOnce(1);
        memory.wmb("A");
        left.writeOnce(value);
        right.writeOnce(value);
        memory.wmb("B");
        sequence.writeOnce(2);
    }

    String look() {
        long start = sequence.loadAcquire("C");
        if (start % 2 != 0) {
            return "again";
        }
        long seenLeft = left.readOnce();
        long seenRight = right.readOnce();
        memory.rmb("D");
        return sequence.readOnce() == start ? seenLeft + " " + seenRight : "again";
    }
}
