package faultline.lab.explorer;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Line;
import faultline.kernel.memory.Memory;
import faultline.kernel.sync.RcuWait;
import faultline.kernel.sync.RwSemaphore;
import faultline.kernel.sync.SpinLock;
import faultline.kernel.sync.Srcu;
import faultline.kernel.sync.Sync;
import faultline.kernel.sync.TasksTrace;

/// The kernel's locks as laws: what larger explorations stand on instead of the locks' code, which is explored by
/// itself.
///
/// | law                         | steps                                        |
/// |-----------------------------|----------------------------------------------|
/// | spinlock, rw_semaphore      | take it when it is free; let it go           |
/// | rcuwait                     | say that one waits, and test; wake; go on    |
/// | SRCU, RCU Tasks Trace       | begin, end; a grace period begins, ends      |
public final class Laws implements Sync {
    private final Execution execution;

    private Laws(Execution execution) {
        this.execution = execution;
    }

    /// The laws if `memory` is explored; where it is not, the code.
    public static Sync of(Memory memory, int cpus) {
        return memory instanceof ExplorerMemory explored ? new Laws(explored.execution())
                : Sync.coded(memory, cpus, 0);
    }

    @Override public RwSemaphore rwSemaphore(Line line, String field, String lockClass) {
        return new RwSemaphoreLaw(new LockLaw(execution, ((ExplorerLine) line).law(field)), lockClass);
    }

    @Override public SpinLock spinLock(Line line, String field, String lockClass) {
        return new SpinLockLaw(new LockLaw(execution, ((ExplorerLine) line).law(field)), lockClass);
    }

    @Override public RcuWait rcuWait(Line line, String field) {
        return new RcuWaitLaw(execution, ((ExplorerLine) line).law(field + ".task"));
    }

    @Override public Srcu srcu(KernelObject owner, String name, int cpus, boolean lite) {
        return new SrcuLaw(domain(owner, name), execution.tasks.length);
    }

    @Override public TasksTrace tasksTrace(KernelObject owner, int cpus) {
        return new TasksTraceLaw(execution, domain(owner, "tasks_trace"));
    }

    private Rcu domain(KernelObject owner, String name) {
        return new Rcu(execution, new Location(owner, name, -1, 0, true, false));
    }
}
