package tworeads.frame;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Line;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;
import faultline.lab.Scenario;
import faultline.lab.Scenes;
import java.util.List;
import java.util.Set;
import tworeads.Mincore;

/// One thread asks which of two pages are there. Another puts the page of its buffer out, then takes both pages away,
/// with `mmap_lock` held for writing each time.
public final class MincoreScenes implements Scenes {

    @Override public List<Scenario> scenarios() {
        return List.of(new TwoReads());
    }

    private record TwoReads() implements Scenario {

        @Override public String name() {
            return "two-reads";
        }

        @Override public List<String> tasks() {
            return List.of("mincore", "madvise");
        }

        @Override public Set<String> possible() {
            return Set.of("11", "00");
        }

        @Override public Play set(Memory memory, Task boot, int cpus) {
            return new Process(memory);
        }
    }

    private static final class Process extends KernelObject implements Scenario.Play {
        private final MmapLock mmapLock;
        private final Word first;
        private final Word second;
        private final UserBuffer vec;
        private final Mincore mincore;

        Process(Memory memory) {
            super(memory, "mm", 0);
            Line line = memory.line(this);
            this.mmapLock = new MmapLock(line);
            this.first = line.word("first", 1);
            this.second = line.word("second", 1);
            this.vec = new UserBuffer(memory, mmapLock);
            this.mincore = new Mincore(mmapLock, first, second);
        }

        @Override public String act(int which, Task task) {
            if (which == 0) {
                mincore.ask(task, vec);
                return "";
            }
            mmapLock.downWrite(task);
            vec.putOut();
            mmapLock.upWrite();
            mmapLock.downWrite(task);
            first.set(0);
            second.set(0);
            mmapLock.upWrite();
            return "";
        }

        @Override public String atRest() {
            return vec.content();
        }
    }
}
