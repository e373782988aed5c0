package onewaydoor.frame;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;
import faultline.lab.Scenario;
import faultline.lab.Scenes;
import java.util.List;
import java.util.Set;
import onewaydoor.Mapping;

/// One look at a mapping while it changes. `b.so+3` would be a page of the new file at the offset of the old one.
public final class MappingScenes implements Scenes {
    private static final Set<String> ONE_OR_THE_OTHER = Set.of("a.so+3", "b.so+7", "fell back");

    @Override public List<Scenario> scenarios() {
        return List.of(new Look("look", ONE_OR_THE_OTHER), new Look("any-look", Set.of()), new InFront());
    }

    private static final class Region extends KernelObject {
        Region(Memory memory) {
            super(memory, "vma", 0);
        }
    }

    /// @param possible what may be seen; empty: anything, which shows what can be
    private record Look(String name, Set<String> possible) implements Scenario {

        @Override public List<String> tasks() {
            return List.of("remap", "look");
        }

        @Override public Play set(Memory memory, Task boot, int cpus) {
            Region vma = new Region(memory);
            Mapping mapping = new Mapping(memory, () -> memory.line(vma));
            return (which, task) -> {
                if (which == 0) {
                    mapping.remap();
                    return "";
                }
                return mapping.look();
            };
        }
    }

    /// A writer who has a write barrier in front of the mark, and none behind it.
    private record InFront() implements Scenario {

        @Override public String name() {
            return "barrier-in-front";
        }

        @Override public List<String> tasks() {
            return List.of("remap", "look");
        }

        @Override public Play set(Memory memory, Task boot, int cpus) {
            Region vma = new Region(memory);
            Word mark = memory.line(vma).word("mark", 0);
            Word session = memory.line(vma).word("session", 1);
            Word file = memory.line(vma).word("file", 0);
            Word page = memory.line(vma).word("page", 3);
            return (which, task) -> {
                if (which == 0) {
                    memory.wmb("A");
                    mark.writeOnce(session.readOnce());
                    file.writeOnce(1);
                    page.writeOnce(7);
                    session.storeRelease("C", 2);
                    return "";
                }
                long seen = mark.loadAcquire("E");
                if (seen == session.loadAcquire("F")) {
                    return "fell back";
                }
                String found = (file.readOnce() == 1 ? "b.so+" : "a.so+") + page.readOnce();
                memory.rmb("B");
                return mark.readOnce() == seen ? found : "fell back";
            };
        }
    }
}
