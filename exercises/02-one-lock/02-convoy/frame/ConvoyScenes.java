package convoy.frame;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Line;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;
import faultline.lab.Scenario;
import faultline.lab.Scenes;
import java.util.List;

/// A fault waits for the disk, a munmap comes, and a fault far away. What the far one says tells for whom it waited.
public final class ConvoyScenes implements Scenes {

    @Override public List<Scenario> scenarios() {
        return List.of(new Convoy("convoy", false, false), new Convoy("convoy-overtaken", true, false),
                new Convoy("convoy-given-back", false, true));
    }

    /// @param overtake  whether the lock lets readers in while a writer waits
    /// @param givesBack whether the slow fault lets the lock go before it waits
    private record Convoy(String name, boolean overtake, boolean givesBack) implements Scenario {

        @Override public List<String> tasks() {
            return List.of("slow", "munmap", "far");
        }

        @Override public Play set(Memory memory, Task boot, int cpus) {
            return new Space(memory, overtake, givesBack);
        }
    }

    /// ```
    ///     slow                         munmap               far
    ///
    ///     down_read
    ///     (given back: up_read)
    ///     waiting = 1 ───────────────▶ down_write           try down_read
    ///     the disk answers ◀─────────────────────────────── tried = 1
    ///                                  mapped = 0           not in: down_read
    ///     answered = 1                 up_write             answered? mapped?
    ///     up_read                                           up_read
    ///     (or it answers here) ◀─────────────────────────── done = 1
    /// ```
    ///
    /// The disk answers when the far fault has tried; where the lock is given back, not before that is done.
    private static final class Space extends KernelObject implements Scenario.Play {
        private final boolean givesBack;
        private final MmapLock lock;
        private final Word waiting;
        private final Word answered;
        private final Word tried;
        private final Word done;
        private final Word mapped;

        Space(Memory memory, boolean overtake, boolean givesBack) {
            super(memory, "mm", 0);
            this.givesBack = givesBack;
            Line line = memory.line(this);
            this.lock = new MmapLock(line, overtake);
            this.waiting = line.word("waiting", 0);
            this.answered = line.word("answered", 0);
            this.tried = line.word("tried", 0);
            this.done = line.word("done", 0);
            this.mapped = line.word("mapped", 1);
        }

        @Override public String act(int which, Task task) {
            if (which == 0) {
                slow(task);
                return "";
            }
            waiting.awaitAcquire("disk", task, -1, 1, false);
            if (which == 2) {
                return far(task);
            }
            lock.downWrite(task);
            mapped.writeOnce(0);
            lock.upWrite();
            return "";
        }

        private void slow(Task task) {
            lock.downRead(task);
            if (givesBack) {
                lock.upRead();
            }
            waiting.storeRelease("disk", 1);
            (givesBack ? done : tried).awaitAcquire("disk", task, -1, 1, false);
            answered.writeOnce(1);
            if (givesBack) {
                lock.downRead(task);
            }
            lock.upRead();
        }

        private String far(Task task) {
            boolean isIn = lock.tryDownRead();
            tried.storeRelease("disk", 1);
            if (!isIn) {
                lock.downRead(task);
            }
            boolean diskCame = answered.readOnce() == 1;
            boolean munmapCame = mapped.readOnce() == 0;
            lock.upRead();
            done.storeRelease("disk", 1);
            return isIn ? "goes straight in" : !munmapCame ? "waits for the disk alone"
                    : diskCame ? "waits for both" : "waits for the munmap alone";
        }
    }
}
