package stackrot.frame;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Line;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;
import faultline.lab.Scenario;
import faultline.lab.Scenes;
import java.util.List;
import java.util.Set;
import stackrot.StackFault;

/// A stack that begins at 9, and somebody who faults below it or in it while somebody else walks the tree.
public final class StackScenes implements Scenes {
    private static final long START = 9;
    private static final long BELOW = 7;
    private static final long FAR_BELOW = 5;

    /// What the second task does.
    private interface Second {
        String act(Process process, Task task);
    }

    @Override public List<Scenario> scenarios() {
        return List.of(
                new Beside("walk-locked", "walker", BELOW, Set.of("9, then 7", "7, then 7"), (process, task) -> {
                    process.mmapLock.downRead(task);
                    long start = process.tree.walk().start();
                    process.mmapLock.upRead();
                    return Long.toString(start);
                }),
                new Beside("walk-rcu", "walker", BELOW, Set.of("9, then 7", "7, then 7"), (process, task) -> {
                    task.memory().rcuReadLock(task);
                    long start = process.tree.walk().start();
                    task.memory().rcuReadUnlock(task);
                    return Long.toString(start);
                }),
                new Beside("two-grow", "fault far below", BELOW, Set.of("grown, then 5"), (process, task) -> {
                    process.fault.handle(task, FAR_BELOW);
                    return "grown";
                }),
                new Beside("inside", "reader", START, Set.of("waited, then 9"), (process, task) -> {
                    process.mmapLock.downRead(task);
                    process.handled.awaitAcquire("I", task, 1, 1, false);
                    process.mmapLock.upRead();
                    return "waited";
                }));
    }

    private record Beside(String name, String other, long address, Set<String> possible, Second second)
            implements Scenario {

        @Override public List<String> tasks() {
            return List.of("fault", other);
        }

        @Override public Play set(Memory memory, Task boot, int cpus) {
            return new Process(memory, address, second);
        }
    }

    private static final class Process extends KernelObject implements Scenario.Play {
        private final long address;
        private final Second second;
        private final MmapLock mmapLock;
        private final StackTree tree;
        private final StackFault fault;
        private final Word handled;

        Process(Memory memory, long address, Second second) {
            super(memory, "mm", 0);
            this.address = address;
            this.second = second;
            Line line = memory.line(this);
            this.mmapLock = new MmapLock(line);
            this.tree = new StackTree(memory, line, START);
            this.fault = new StackFault(mmapLock, tree);
            this.handled = line.word("handled", 0);
        }

        @Override public String act(int which, Task task) {
            if (which == 1) {
                return second.act(this, task);
            }
            fault.handle(task, address);
            handled.storeRelease("H", 1);
            return "";
        }

        @Override public String atRest() {
            return "then " + tree.walk().start();
        }
    }
}
