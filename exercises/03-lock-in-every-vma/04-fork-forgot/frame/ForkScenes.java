package forkforgot.frame;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.sync.Sync;
import faultline.lab.Scenario;
import faultline.lab.Scenes;
import forkforgot.Fork;
import java.util.List;
import java.util.Set;

/// A process forks while one of its threads writes to a page for the first time.
public final class ForkScenes implements Scenes {

    @Override public List<Scenario> scenarios() {
        return List.of(new AtFork("fork", Set.of("let in, no anon_vma, no page",
                "let in, an anon_vma, no page", "let in, an anon_vma, a page",
                "kept out, no anon_vma, no page")), new AtFork("any-fork", Set.of()));
    }

    /// @param possible what may be seen; empty: anything, which shows what can be
    private record AtFork(String name, Set<String> possible) implements Scenario {

        @Override public List<String> tasks() {
            return List.of("fork", "fault");
        }

        @Override public Play set(Memory memory, Task boot, int cpus) {
            Process process = new Process(memory);
            Fork fork = new Fork(Sync.coded(memory, cpus, 0).rwSemaphore(memory.line(process), "vm_lock", "vma_lock"),
                    memory.line(process), memory.line(process), memory.line(process), memory.line(process));
            return new Play() {
                @Override public String act(int which, Task task) {
                    if (which == 0) {
                        fork.fork(task);
                        return "";
                    }
                    return fork.fault(task) ? "let in" : "kept out";
                }

                @Override public String atRest() {
                    return fork.child();
                }
            };
        }
    }

    private static final class Process extends KernelObject {
        Process(Memory memory) {
            super(memory, "vma", 0);
        }
    }
}
