package pair;

import faultline.kernel.memory.Line;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Word;

/// Two halves that belong together, and a number that is odd while somebody changes them.
///
/// ```
///     writer                                reader
///
///     sequence + 1, odd                     sequence? even
///     left, right                           left? right?
///     sequence + 1, even                    sequence the same?
/// ```
///
/// The reader writes nothing. It looks, and believes what it saw only if the number was even and stood still.
public final class Pair {
    private final Memory memory;
    private final Word sequence;
    private final Word left;
    private final Word right;

    public Pair(Memory memory, Line one, Line two, Line three) {
        this.memory = memory;
        this.sequence = one.word("sequence", 0);
        this.left = two.word("left", 1);
        this.right = three.word("right", 1);
    }

    /// One writer at a time.
    public void change(long value) {
        sequence.writeOnce(sequence.get() + 1);
        left.writeOnce(value);
        right.writeOnce(value);
        sequence.writeOnce(sequence.get() + 1);
    }

    /// Both halves, or `"again"` if they may not belong together.
    public String look() {
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
