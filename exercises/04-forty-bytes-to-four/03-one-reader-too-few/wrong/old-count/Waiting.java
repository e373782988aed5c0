package onereader;

import faultline.kernel.memory.Line;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Ref;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;

/// A count of those inside, and a slot for the one writer who waits until they have left.
///
/// ```
///     writer                                    reader
///
///     inside + SHUT                             inside + 1, unless shut      F: acquire
///     sleeper = me                              look
///     ──── A: full barrier ────                 inside - 1                   D: release
///     is it alone?       C: acquire             the last one?
///     no: sleep                                 ──── B: full barrier ────
///     change what is looked at                  sleeper: wake it
///     inside - SHUT      E: release
/// ```
///
/// **A with B.** Either the writer sees that the last reader has left, or that reader sees the writer.
public final class Waiting {
    private static final long SHUT = 0x100;
    private static final long ALONE = SHUT + 1;

    private final Memory memory;
    private final Word inside;
    private final Ref<Task> sleeper;

    /// Attached, and nobody inside.
    public Waiting(Memory memory, Line count, Line slot) {
        this.memory = memory;
        this.inside = count.word("inside", 1);
        this.sleeper = slot.ref("sleeper");
    }

    /// Whether a writer has shut the count, and nobody is inside.
    private static boolean isAlone(long count) {
        return count >= SHUT && count <= ALONE;
    }

    /// Whether this reader is in. If so, it leaves again.
    public boolean enter() {
        long found = inside.fetchAddWithinAcquire("F", 1, 1, SHUT - 2);
        return found >= 1 && found <= SHUT - 2;
    }

    public void leave() {
        long left = inside.fetchAddRelease("D", -1);
        if (isAlone(left)) {
            memory.mb("B");
            Task waiting = sleeper.readOnce();
            if (waiting != null) {
                waiting.wake("B");
            }
        }
    }

    /// Keeps readers out, and waits for those inside.
    public void shut(Task task) {
        inside.fetchAddRelaxed(SHUT);
        sleeper.writeOnce(task);
        while (true) {
            task.prepareToSleep("A", false);
            if (isAlone(inside.loadAcquire("C"))) {
                break;
            }
            task.sleep();
        }
        task.finishSleep();
        sleeper.writeOnce(null);
    }

    public void open() {
        inside.fetchAddRelease("E", -SHUT);
    }
}
