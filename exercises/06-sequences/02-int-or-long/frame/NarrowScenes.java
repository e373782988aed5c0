package narrow.frame;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.lab.Scenario;
import faultline.lab.Scenes;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import narrow.Narrow;

/// A writer that changes the pair many times while somebody looks once.
public final class NarrowScenes implements Scenes {
    private static final int CHANGES = 8;

    @Override public List<Scenario> scenarios() {
        return List.of(new Stalled());
    }

    private record Stalled() implements Scenario {

        @Override public String name() {
            return "stalled";
        }

        @Override public List<String> tasks() {
            return List.of("writer", "reader");
        }

        @Override public Set<String> possible() {
            Set<String> possible = new TreeSet<>(Set.of("again"));
            for (int value = 0; value <= CHANGES; value++) {
                possible.add(value + " " + value);
            }
            return possible;
        }

        @Override public Play set(Memory memory, Task boot, int cpus) {
            Box box = new Box(memory);
            Narrow narrow = new Narrow(memory, memory.line(box), memory.line(box), memory.line(box));
            return (which, task) -> {
                if (which == 1) {
                    return narrow.look();
                }
                for (int value = 1; value <= CHANGES; value++) {
                    narrow.change(value);
                }
                return "";
            };
        }
    }

    private static final class Box extends KernelObject {
        Box(Memory memory) {
            super(memory, "box", 0);
        }
    }
}
