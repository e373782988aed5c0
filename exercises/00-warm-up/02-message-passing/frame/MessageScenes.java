package message.frame;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.lab.Scenario;
import faultline.lab.Scenes;
import java.util.List;
import java.util.Set;
import message.Message;

/// One message, sent and received at once. `10` would be a flag without its data.
public final class MessageScenes implements Scenes {

    @Override public List<Scenario> scenarios() {
        return List.of(new MessagePassing());
    }

    private record MessagePassing() implements Scenario {

        @Override public String name() {
            return "message";
        }

        @Override public List<String> tasks() {
            return List.of("sender", "receiver");
        }

        @Override public Set<String> possible() {
            return Set.of("00", "01", "11");
        }

        @Override public Play set(Memory memory, Task boot, int cpus) {
            Box box = new Box(memory);
            Message message = new Message(memory, memory.line(box), memory.line(box));
            return (which, task) -> {
                if (which == 0) {
                    message.send();
                    return "";
                }
                return message.receive();
            };
        }
    }

    private static final class Box extends KernelObject {
        Box(Memory memory) {
            super(memory, "box", 0);
        }
    }
}
