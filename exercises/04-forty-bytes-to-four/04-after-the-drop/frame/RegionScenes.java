package afterdrop.frame;

import afterdrop.Region;
import afterdrop.Space;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.lab.Scenario;
import faultline.lab.Scenes;
import java.util.List;
import java.util.Set;

/// A stray reader has a pointer to a region that is in address space `b` by now. There it is unmapped, and its memory
/// is used again in `c`.
public final class RegionScenes implements Scenes {

    @Override public List<Scenario> scenarios() {
        return List.of(new Reuse("reuse", false,
                        Set.of("fell back, b 1, c 1", "woke nobody, b 1, c 1", "woke b, b 1, c 1")),
                new Reuse("exit", true, Set.of("fell back", "woke nobody", "woke b")));
    }

    /// @param exits whether the process of `b` ends
    private record Reuse(String name, boolean exits, Set<String> possible) implements Scenario {

        @Override public List<String> tasks() {
            return List.of("stray", exits ? "munmap, exit" : "munmap");
        }

        @Override public Play set(Memory memory, Task boot, int cpus) {
            Space b = new Space(memory, 2, cpus);
            Space c = new Space(memory, 3, cpus);
            Region region = new Region(memory, b);
            return new Play() {
                @Override public String act(int which, Task task) {
                    if (which == 1) {
                        region.detach(task, b);
                        region.attach(c);
                        if (exits) {
                            b.drop(task);
                        }
                        return "";
                    }
                    if (!region.enter()) {
                        return "fell back";
                    }
                    Space woken = region.leave(task);
                    return woken == null ? "woke nobody" : woken == b ? "woke b" : "woke c";
                }

                @Override public String atRest() {
                    return exits ? "" : "b " + b.holders() + ", c " + c.holders();
                }
            };
        }
    }
}
