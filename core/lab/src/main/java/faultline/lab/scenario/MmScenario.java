package faultline.lab.scenario;

import faultline.kernel.lock.LockStrategy;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.lab.Scenario;
import java.util.List;
import java.util.Set;

/// A scenario of one address space over one strategy: a kernel with little of everything, see [Process].
abstract class MmScenario implements Scenario {
    static final String FELL_BACK = "fell back";

    private final LockStrategy strategy;
    private final String name;
    private final String summary;
    private final List<String> tasks;
    private final Set<String> possible;

    /// The first task is that of CPU 0, which has set the scenario up.
    MmScenario(LockStrategy strategy, String name, String summary, List<String> tasks, Set<String> possible) {
        this.strategy = strategy;
        this.name = name;
        this.summary = summary;
        this.tasks = tasks;
        this.possible = possible;
    }

    /// Does what comes before on `boot`, and says what the tasks do.
    abstract Play over(Process process, Task boot);

    final LockStrategy strategy() {
        return strategy;
    }

    @Override public final String name() {
        return name;
    }

    @Override public final String summary() {
        return summary;
    }

    @Override public final List<String> tasks() {
        return tasks;
    }

    @Override public final Set<String> possible() {
        return possible;
    }

    @Override public final Play set(Memory memory, Task boot, int cpus) {
        return over(Process.boot(strategy, memory, boot, cpus), boot);
    }

    @Override public final String toString() {
        return name;
    }
}
