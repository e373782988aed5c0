package faultline.kernel.sync;

import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;

/// RCU Tasks Trace: readers may sleep and pay no barrier; a grace period interrupts every CPU instead.
public abstract class TasksTrace implements Memory.GracePeriod {

    protected TasksTrace() {
    }

    /// Begins a read; they nest.
    public abstract void readLock(Task task);

    public abstract void readUnlock(Task task);

    /// Waits until every read that began before the call has ended (`synchronize_rcu_tasks_trace`). Sleeps.
    @Override public abstract void synchronize(Task task);
}
