package faultline.lab.explorer;

import faultline.kernel.memory.Task;
import faultline.kernel.sync.TasksTrace;
import java.util.Arrays;

/// RCU Tasks Trace as [Rcu] says: a section a task, however deep.
final class TasksTraceLaw extends TasksTrace {
    private final Execution execution;
    private final Rcu domain;
    private final int[] depth;
    private int run = -1;

    TasksTraceLaw(Execution execution, Rcu domain) {
        this.execution = execution;
        this.domain = domain;
        this.depth = new int[execution.tasks.length];
    }

    private int nest(Task task, int change) {
        if (run != execution.run) {
            run = execution.run;
            Arrays.fill(depth, 0);
        }
        depth[task.cpu()] += change;
        return depth[task.cpu()];
    }

    @Override public void readLock(Task task) {
        if (nest(task, 1) == 1) {
            domain.enter((ExplorerTask) task, task.cpu());
        }
    }

    @Override public void readUnlock(Task task) {
        int left = nest(task, -1);
        if (left < 0) {
            throw execution.bug(task + " ends a tasks-trace read that it did not begin");
        }
        if (left == 0) {
            domain.leave((ExplorerTask) task, task.cpu());
        }
    }

    @Override public void synchronize(Task task) {
        if (nest(task, 0) > 0) {
            throw execution.bug(task + " waits for tasks-trace readers inside a read");
        }
        ((ExplorerTask) task).maySleep("waits for tasks-trace readers");
        domain.synchronize((ExplorerTask) task);
    }
}
