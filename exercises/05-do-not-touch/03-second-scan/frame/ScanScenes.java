package scan.frame;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;
import faultline.lab.Scenario;
import faultline.lab.Scenes;
import java.util.List;
import java.util.Set;
import scan.Readers;

/// Three versions of something, one after the other. Each is freed when it was replaced and no reader can have
/// it any more; what is freed is overwritten.
public final class ScanScenes implements Scenes {
    private static final int VERSIONS = 3;
    private static final int FREED = -1;

    @Override public List<Scenario> scenarios() {
        return List.of(new Replaced());
    }

    private record Replaced() implements Scenario {

        @Override public String name() {
            return "replaced";
        }

        @Override public List<String> tasks() {
            return List.of("updater", "reader");
        }

        @Override public Set<String> possible() {
            return Set.of("version 0", "version 1", "version 2");
        }

        @Override public Play set(Memory memory, Task boot, int cpus) {
            Box box = new Box(memory);
            Readers readers = new Readers(memory, box, cpus);
            Word current = memory.line(box).word("current", 0);
            Word[] versions = new Word[VERSIONS];
            for (int version = 0; version < VERSIONS; version++) {
                versions[version] = memory.line(box).word("version" + version, version);
            }
            return (which, task) -> {
                if (which == 1) {
                    return read(readers, task, current, versions);
                }
                for (int version = 1; version < VERSIONS; version++) {
                    current.storeRelease("F", version);
                    readers.waitForReaders(task);
                    versions[version - 1].writeOnce(FREED);
                }
                return "";
            };
        }

        private static String read(Readers readers, Task task, Word current, Word[] versions) {
            int col = readers.enter(task);
            long seen = versions[(int) current.loadAcquire("G")].readOnce();
            readers.leave(task, col);
            return seen == FREED ? "what was freed" : "version " + seen;
        }
    }

    private static final class Box extends KernelObject {
        Box(Memory memory) {
            super(memory, "box", 0);
        }
    }
}
