package yours.frame;

import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.lab.Scenario;
import faultline.lab.Scenes;
import java.util.List;
import java.util.Set;
import yours.YourStrategy;

/// What the lock says that it costs in each VMA.
public final class SizeScenes implements Scenes {
    private static final int MOST = 8;

    @Override public List<Scenario> scenarios() {
        return List.of(new Size());
    }

    private record Size() implements Scenario {

        @Override public String name() {
            return "size";
        }

        @Override public List<String> tasks() {
            return List.of("owner");
        }

        @Override public Set<String> possible() {
            return Set.of("bytes: at most " + MOST);
        }

        @Override public Play set(Memory memory, Task boot, int cpus) {
            return (which, task) -> {
                int bytes = new YourStrategy().bytesPerVma();
                return "bytes: " + (bytes <= MOST ? "at most " + MOST : bytes);
            };
        }
    }
}
