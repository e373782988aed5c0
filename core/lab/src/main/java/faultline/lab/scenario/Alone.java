package faultline.lab.scenario;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Line;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.sync.Sync;
import faultline.lab.Scenario;
import java.util.List;
import java.util.Set;

/// A scenario of one lock of [faultline.kernel.sync], in code, without a kernel around it.
record Alone(String name, String summary, List<String> tasks, Set<String> possible, Laying laying,
             SyncScenarios.Locks locks)
        implements Scenario {

    /// Lays the lock and its data out.
    interface Laying {
        Play lay(Sync sync, Owner owner);
    }

    /// Owns all cells of the scenario.
    static final class Owner extends KernelObject {
        private final int cpus;

        Owner(Memory memory, int cpus) {
            super(memory, "data", 0);
            this.cpus = cpus;
        }

        Line line() {
            return memory().line(this);
        }

        int cpus() {
            return cpus;
        }
    }

    @Override public Play set(Memory memory, Task boot, int cpus) {
        return laying.lay(locks.of(memory, cpus), new Owner(memory, cpus));
    }

    @Override public String toString() {
        return name;
    }
}
