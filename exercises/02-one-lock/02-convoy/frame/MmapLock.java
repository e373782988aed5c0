package convoy.frame;

import faultline.kernel.memory.Line;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;

/// `mmap_lock` in one word: how many readers are in, [#WAITS] while a writer waits for them, [#WRITES] while it is in.
///
/// ```
///     reader                                       writer
///
///     + 1, if nobody writes or waits    A: acquire + WAITS
///     - 1                B: release ──────────────▶ no reader: WAITS becomes WRITES   C: acquire
///     + 1                A: acquire ◀────────────── - WRITES                          D: release
/// ```
///
/// One that lets readers overtake asks only whether somebody writes.
final class MmapLock {
    private static final long WAITS = 8;
    private static final long WRITES = 16;

    private final Word count;
    private final long shut;

    MmapLock(Line line, boolean overtake) {
        this.count = line.word("mmap_lock", 0);
        this.shut = overtake ? WRITES : WAITS;
    }

    boolean tryDownRead() {
        return count.fetchAddWithinAcquire("A", 1, 0, shut - 1) < shut;
    }

    void downRead(Task task) {
        while (!tryDownRead()) {
            count.awaitRelaxed(task, shut | WRITES, 0, false);
        }
    }

    void upRead() {
        count.fetchAddRelease("B", -1);
    }

    /// Of one writer at a time.
    void downWrite(Task task) {
        count.fetchAddRelaxed(WAITS);
        while (count.cmpxchgAcquire("C", WAITS, WRITES) != WAITS) {
            count.awaitRelaxed(task, WAITS - 1, 0, false);
        }
    }

    void upWrite() {
        count.fetchAddRelease("D", -WRITES);
    }
}
