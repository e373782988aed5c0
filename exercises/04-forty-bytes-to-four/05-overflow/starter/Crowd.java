package overflow;

import faultline.kernel.memory.Line;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;

/// The count of a VMA in three bits: attached, at most two readers, and [#F] for a writer that waits.
///
/// ```
///     reader                                    another one
///
///     count + 1, if it is 1 to F - 2            count + 1, if it is 1 to F - 2
///             B: acquire                                B: acquire
///     count - 1        D: release               count - 1        D: release
/// ```
public final class Crowd {
    private static final long F = 4;
    private static final long MOST = F - 2;   // what a reader may still add itself to

    private final Word count;

    /// Attached, and nobody inside.
    public Crowd(Line line) {
        this.count = line.word("count", 1);
    }

    /// Whether this reader is in. If so, it leaves again; if not, it takes `mmap_lock`.
    public boolean enter(Task task) {
        while (true) {
            long found = count.fetchAddWithinAcquire("B", 1, 1, MOST);
            if (found < 1 || found >= F) {
                return false;   // detached, or a writer waits
            }
            if (found <= MOST) {
                return true;
            }
            task.pause();   // it is full, and there is no writer: somebody is about to leave
        }
    }

    public void leave() {
        count.fetchAddRelease("D", -1);
    }

    /// What everybody takes the count for.
    public boolean showsWriter() {
        return count.readOnce() >= F;
    }
}
