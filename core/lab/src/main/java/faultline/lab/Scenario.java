package faultline.lab;

import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import java.util.List;
import java.util.Set;

/// A few tasks that do a few things and end, and what may be seen then. Small enough that all ways it can go can be
/// tried.
public interface Scenario {

    /// What a student types: `remap-during-lookup`.
    String name();

    /// One sentence for lists: who does what to whom. Empty where the name says it all.
    default String summary() {
        return "";
    }

    /// What each task is called in reports, in the order of their CPUs.
    List<String> tasks();

    /// Lays out the cells and does what comes before, once, on `boot`, which is the task of CPU 0. `cpus` counts one
    /// CPU a task and one for deferred work. Every execution starts from where this ends.
    Play set(Memory memory, Task boot, int cpus);

    /// All that may be seen at the end, as sentences; anything else is a failure. Empty: anything may be seen.
    default Set<String> possible() {
        return Set.of();
    }

    /// What the tasks do. Keeps no state but cells.
    interface Play {

        /// What task `which` does from start to end. Returns what it saw, in words; or nothing worth saying, as "".
        String act(int which, Task task);

        /// What is to be seen when all have ended, read from the cells; "" for nothing worth saying.
        default String atRest() {
            return "";
        }
    }
}
