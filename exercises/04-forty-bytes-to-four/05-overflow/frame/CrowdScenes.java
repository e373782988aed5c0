package overflow.frame;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;
import faultline.lab.Scenario;
import faultline.lab.Scenes;
import java.util.List;
import java.util.Set;
import overflow.Crowd;

/// Three readers and a count for two. There is no writer anywhere.
public final class CrowdScenes implements Scenes {

    @Override public List<Scenario> scenarios() {
        return List.of(new Three(), new Page());
    }

    /// All they want is to read.
    private record Three() implements Scenario {

        @Override public String name() {
            return "three";
        }

        @Override public List<String> tasks() {
            return List.of("one", "two", "three");
        }

        @Override public Set<String> possible() {
            return Set.of("in, in, in", "fell back, in, in", "in, fell back, in", "in, in, fell back");
        }

        @Override public Play set(Memory memory, Task boot, int cpus) {
            Crowd crowd = new Crowd(memory.line(new Region(memory)));
            return (which, task) -> {
                if (!crowd.enter(task)) {
                    return crowd.showsWriter() ? "a writer?" : "fell back";
                }
                String saw = crowd.showsWriter() ? "a writer?" : "in";
                crowd.leave();
                return saw;
            };
        }
    }

    /// Two of them need a page, and the third has it locked while it wants to read.
    private record Page() implements Scenario {

        @Override public String name() {
            return "page";
        }

        @Override public List<String> tasks() {
            return List.of("one", "two", "has the page");
        }

        @Override public Play set(Memory memory, Task boot, int cpus) {
            Region vma = new Region(memory);
            Crowd crowd = new Crowd(memory.line(vma));
            Word locked = memory.line(vma).word("page_locked", 1);
            return (which, task) -> {
                boolean in = crowd.enter(task);
                if (which == 2) {
                    locked.storeRelease("E", 0);
                } else {
                    locked.awaitAcquire("G", task, 1, 0, false);
                }
                if (in) {
                    crowd.leave();
                }
                return in ? "in" : "fell back";
            };
        }
    }

    private static final class Region extends KernelObject {
        Region(Memory memory) {
            super(memory, "vma", 0);
        }
    }
}
