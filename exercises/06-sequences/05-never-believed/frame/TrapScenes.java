package traps.frame;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.lab.Scenario;
import faultline.lab.Scenes;
import java.util.List;
import java.util.Set;
import traps.Traps;

/// Somebody hits a breakpoint while the tree is turned, or while nobody does anything.
public final class TrapScenes implements Scenes {
    private static final int BELOW = 1;
    private static final int TOP = 2;
    private static final int FOREIGN = 3;

    @Override public List<Scenario> scenarios() {
        return List.of(new Hit("rotated-away", BELOW, List.of("task", "writer"), Set.of("handled", "again")),
                new Hit("at-the-top", TOP, List.of("task", "writer"), Set.of("handled")),
                new Hit("foreign", FOREIGN, List.of("task"), Set.of("SIGTRAP")),
                new Search("search", BELOW), new Search("search-top", TOP));
    }

    private record Hit(String name, int offset, List<String> tasks, Set<String> possible) implements Scenario {

        @Override public Play set(Memory memory, Task boot, int cpus) {
            Traps traps = traps(memory);
            return (which, task) -> {
                if (which == 0) {
                    return traps.hit(offset);
                }
                traps.rotate();
                return "";
            };
        }
    }

    private record Search(String name, int offset) implements Scenario {

        @Override public List<String> tasks() {
            return List.of("task", "writer");
        }

        @Override public Play set(Memory memory, Task boot, int cpus) {
            Traps traps = traps(memory);
            return (which, task) -> {
                if (which == 0) {
                    long found = traps.walk(offset);
                    return found == offset ? "itself" : found == 0 ? "nothing" : "another";
                }
                traps.rotate();
                return "";
            };
        }
    }

    private static Traps traps(Memory memory) {
        Box box = new Box(memory);
        return new Traps(memory, memory.line(box), memory.line(box));
    }

    private static final class Box extends KernelObject {
        Box(Memory memory) {
            super(memory, "box", 0);
        }
    }
}
