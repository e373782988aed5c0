package faultline.lab.explorer;

import faultline.kernel.memory.Task;
import faultline.kernel.sync.Srcu;
import faultline.kernel.sync.TasksTrace;
import java.util.ArrayList;
import java.util.List;

/// Who reads just now, of readers in code: no grace period may end while one reads who began before it did.
final class Sections {
    private final Execution execution;
    private final String name;
    private final List<Section> open = new ArrayList<>();
    private int run = -1;

    private record Section(Task task, int index) {
    }

    Sections(Execution execution, String name) {
        this.execution = execution;
        this.name = name;
    }

    private List<Section> open() {
        if (run != execution.run) {
            run = execution.run;
            open.clear();
        }
        return open;
    }

    void begin(Task task, int index) {
        open().add(new Section(task, index));
    }

    /// The section that `task` began last, or another with this index.
    void end(Task task, int index) {
        int at = open().lastIndexOf(new Section(task, index));
        for (int i = open.size() - 1; i >= 0 && at < 0; i--) {
            at = open.get(i).index() == index ? i : -1;
        }
        if (at >= 0) {
            open.remove(at);
        }
    }

    void synchronize(Runnable gracePeriod) {
        List<Section> before = List.copyOf(open());
        gracePeriod.run();
        for (Section section : before) {
            if (open().stream().anyMatch(still -> still == section)) {
                throw execution.bug("a grace period of " + name + " ends early: " + section.task()
                        + " still reads, and began before");
            }
        }
    }

    /// SRCU in code, watched.
    static final class OfSrcu extends Srcu {
        private final Srcu code;
        private final Sections sections;

        OfSrcu(Srcu code, Sections sections) {
            this.code = code;
            this.sections = sections;
        }

        @Override public int readLock(Task task) {
            int index = code.readLock(task);
            sections.begin(task, index);
            return index;
        }

        @Override public void readUnlock(Task task, int index) {
            sections.end(task, index);
            code.readUnlock(task, index);
        }

        @Override public void synchronize(Task task) {
            sections.synchronize(() -> code.synchronize(task));
        }
    }

    /// RCU Tasks Trace in code, watched.
    static final class OfTasksTrace extends TasksTrace {
        private final TasksTrace code;
        private final Sections sections;

        OfTasksTrace(TasksTrace code, Sections sections) {
            this.code = code;
            this.sections = sections;
        }

        @Override public void readLock(Task task) {
            code.readLock(task);
            sections.begin(task, 0);
        }

        @Override public void readUnlock(Task task) {
            sections.end(task, 0);
            code.readUnlock(task);
        }

        @Override public void synchronize(Task task) {
            sections.synchronize(() -> code.synchronize(task));
        }
    }
}
