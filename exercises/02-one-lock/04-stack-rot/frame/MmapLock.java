package stackrot.frame;

import faultline.kernel.memory.Line;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;

/// `mmap_lock` in one word: how many readers are in, and [#WRITER] for a writer that waits or is in.
///
/// ```
///     reader                                    writer
///
///     + 1, if no writer      A: acquire         + WRITER, if there is none    C: acquire
///     - 1          B: release ───────────────▶  wait until no reader is in    D: acquire
///     + 1, if no writer      A: acquire ◀──────  - WRITER   E: release
/// ```
public final class MmapLock {
    private static final long WRITER = 8;

    private final Word count;

    MmapLock(Line line) {
        this.count = line.word("mmap_lock", 0);
    }

    public void downRead(Task task) {
        while (count.fetchAddWithinAcquire("A", 1, 0, WRITER - 1) >= WRITER) {
            count.awaitRelaxed(task, WRITER, 0, false);
        }
    }

    public void upRead() {
        count.fetchAddRelease("B", -1);
    }

    public void downWrite(Task task) {
        while (count.fetchAddWithinAcquire("C", WRITER, 0, WRITER - 1) >= WRITER) {
            count.awaitRelaxed(task, WRITER, 0, false);
        }
        count.awaitAcquire("D", task, WRITER - 1, 0, false);
    }

    public void upWrite() {
        count.fetchAddRelease("E", -WRITER);
    }
}
