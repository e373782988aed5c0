package pair.frame;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Line;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.lab.Scenario;
import faultline.lab.Scenes;
import java.util.List;
import java.util.Set;
import pair.Pair;

/// Two halves that belong together, changed from 1 to 2 while somebody looks: once by [Sealed], once by the
/// student's own.
public final class PairScenes implements Scenes {

    @Override public List<Scenario> scenarios() {
        return List.of(new Changed("sealed", Set.of()), new Changed("pair", Set.of("1 1", "2 2", "again")));
    }

    private record Changed(String name, Set<String> possible) implements Scenario {

        @Override public List<String> tasks() {
            return List.of("writer", "reader");
        }

        @Override public Play set(Memory memory, Task boot, int cpus) {
            Box box = new Box(memory);
            Line[] lines = {memory.line(box), memory.line(box), memory.line(box)};
            if (name.equals("sealed")) {
                Sealed sealed = new Sealed(memory, lines[0], lines[1], lines[2]);
                return (which, task) -> {
                    if (which == 0) {
                        sealed.change(2);
                        return "";
                    }
                    return sealed.look();
                };
            }
            Pair pair = new Pair(memory, lines[0], lines[1], lines[2]);
            return (which, task) -> {
                if (which == 0) {
                    pair.change(2);
                    return "";
                }
                return pair.look();
            };
        }
    }

    private static final class Box extends KernelObject {
        Box(Memory memory) {
            super(memory, "box", 0);
        }
    }
}
