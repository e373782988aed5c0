package doors;

import faultline.kernel.memory.Line;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Word;

/// Two doors to one room. Whoever comes raises the own flag, then looks at the other one; who sees it down goes in.
///
/// ```
///     left                   right
///
///     left = 1               right = 1
///     right?                 left?
/// ```
public final class Doors {
    private final Memory memory;
    private final Word left;
    private final Word right;

    public Doors(Memory memory, Line one, Line other) {
        this.memory = memory;
        this.left = one.word("left", 0);
        this.right = other.word("right", 0);
    }

    /// What the other flag was: 0 is "nobody there, go in".
    public long fromTheLeft() {
        left.writeOnce(1);
        memory.mb("A");
        return right.readOnce();
    }

    public long fromTheRight() {
        right.writeOnce(1);
        return left.readOnce();
    }
}
