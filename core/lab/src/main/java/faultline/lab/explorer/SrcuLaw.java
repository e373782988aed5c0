package faultline.lab.explorer;

import faultline.kernel.memory.Task;
import faultline.kernel.sync.Srcu;

/// SRCU as [Rcu] says, with sections that are numbered: a task may stand in several, and another may end them.
final class SrcuLaw extends Srcu {
    private static final int SECTIONS = Long.SIZE;

    private final Rcu domain;
    private final int tasks;

    SrcuLaw(Rcu domain, int tasks) {
        this.domain = domain;
        this.tasks = tasks;
    }

    @Override public int readLock(Task task) {
        int section = task.cpu();
        while (domain.isInside(section)) {
            section += tasks;
        }
        if (section >= SECTIONS) {
            throw task.memory().bug(task + " begins one SRCU read too many");
        }
        domain.enter((ExplorerTask) task, section);
        return section;
    }

    @Override public void readUnlock(Task task, int section) {
        domain.leave((ExplorerTask) task, section);
    }

    @Override public void synchronize(Task task) {
        ((ExplorerTask) task).maySleep("waits for SRCU readers");
        domain.synchronize((ExplorerTask) task);
    }
}
