package doors.frame;

import doors.Doors;
import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;
import faultline.lab.Scenario;
import faultline.lab.Scenes;
import java.util.List;
import java.util.Set;

/// Two who come at once. `0, 0` would be two in the room.
public final class DoorScenes implements Scenes {
    private static final Set<String> ONE_AT_MOST = Set.of("0, 1", "1, 0", "1, 1");

    @Override public List<Scenario> scenarios() {
        return List.of(new TwoDoors("doors", ONE_AT_MOST), new TwoDoors("two-doors", Set.of()),
                new OneBarrier());
    }

    /// @param possible what may be seen; empty: anything, which shows what can be
    private record TwoDoors(String name, Set<String> possible) implements Scenario {

        @Override public List<String> tasks() {
            return List.of("left", "right");
        }

        @Override public Play set(Memory memory, Task boot, int cpus) {
            Room room = new Room(memory);
            Doors doors = new Doors(memory, memory.line(room), memory.line(room));
            return (which, task) -> Long.toString(which == 0 ? doors.fromTheLeft() : doors.fromTheRight());
        }
    }

    /// The same with a barrier on the left alone.
    private record OneBarrier() implements Scenario {

        @Override public String name() {
            return "two-doors-one-barrier";
        }

        @Override public List<String> tasks() {
            return List.of("left", "right");
        }

        @Override public Play set(Memory memory, Task boot, int cpus) {
            Room room = new Room(memory);
            Word left = memory.line(room).word("left", 0);
            Word right = memory.line(room).word("right", 0);
            return (which, task) -> {
                if (which == 0) {
                    left.writeOnce(1);
                    memory.mb("A");
                    return Long.toString(right.readOnce());
                }
                right.writeOnce(1);
                return Long.toString(left.readOnce());
            };
        }
    }

    private static final class Room extends KernelObject {
        Room(Memory memory) {
            super(memory, "room", 0);
        }
    }
}
