package onereader.frame;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;
import faultline.lab.Scenario;
import faultline.lab.Scenes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import onereader.Waiting;

/// A writer who changes two fields, and readers who look at both. `ab` would be a look at half of the change.
public final class WaitingScenes implements Scenes {

    @Override public List<Scenario> scenarios() {
        return List.of(new Readers("nobody", 0), new Readers("one-reader", 1), new Readers("two-readers", 2));
    }

    private record Readers(String name, int readers) implements Scenario {

        @Override public List<String> tasks() {
            List<String> tasks = new ArrayList<>(List.of("writer"));
            for (int reader = 1; reader <= readers; reader++) {
                tasks.add(readers == 1 ? "reader" : "reader " + reader);
            }
            return tasks;
        }

        @Override public Set<String> possible() {
            return readers == 0 ? Set.of("") : Set.of();
        }

        @Override public Play set(Memory memory, Task boot, int cpus) {
            Region vma = new Region(memory);
            Waiting waiting = new Waiting(memory, memory.line(vma), memory.line(vma));
            Word start = memory.line(vma).word("start", 1);
            Word end = memory.line(vma).word("end", 1);
            return (which, task) -> {
                if (which == 0) {
                    waiting.shut(task);
                    start.set(2);
                    end.set(2);
                    waiting.open();
                    return "";
                }
                if (!waiting.enter()) {
                    return "fell back";
                }
                String saw = start.get() + "" + end.get();
                waiting.leave();
                return saw;
            };
        }
    }

    private static final class Region extends KernelObject {
        Region(Memory memory) {
            super(memory, "vma", 0);
        }
    }
}
