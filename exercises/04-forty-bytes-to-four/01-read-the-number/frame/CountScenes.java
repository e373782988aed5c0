package readnumber.frame;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.lab.Scenario;
import faultline.lab.Scenes;
import java.util.List;
import readnumber.Count;

/// A reader comes while a session ends, and finds a count that stays what it is meanwhile.
public final class CountScenes implements Scenes {

    @Override public List<Scenario> scenarios() {
        return List.of(new At("at-0", 0), new At("at-1", 1), new At("at-2", 2), new At("at-3", 3),
                new At("at-F", Count.F), new At("at-F+1", Count.F + 1), new At("at-F+2", Count.F + 2));
    }

    private record At(String name, long count) implements Scenario {

        @Override public List<String> tasks() {
            return List.of("reader", "session ends");
        }

        @Override public Play set(Memory memory, Task boot, int cpus) {
            Region vma = new Region(memory);
            Count found = new Count(memory.line(vma), memory.line(vma), count);
            return (which, task) -> {
                if (which == 0) {
                    return found.read();
                }
                found.endSession();
                return "";
            };
        }
    }

    private static final class Region extends KernelObject {
        Region(Memory memory) {
            super(memory, "vma", 0);
        }
    }
}
