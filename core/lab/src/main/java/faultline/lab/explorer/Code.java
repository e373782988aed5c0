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

/// The kernel's locks in code, to be explored by themselves; whether their grace periods end early is watched.
public final class Code implements Sync {
    private final Sync code;
    private final Execution execution;

    private Code(Sync code, Execution execution) {
        this.code = code;
        this.execution = execution;
    }

    /// The code of the locks over `memory`, watched if that is explored.
    public static Sync of(Memory memory, int cpus) {
        Sync code = Sync.coded(memory, cpus, 0);
        return memory instanceof ExplorerMemory explored ? new Code(code, explored.execution()) : code;
    }

    @Override public RwSemaphore rwSemaphore(Line line, String field, String lockClass) {
        return code.rwSemaphore(line, field, lockClass);
    }

    @Override public SpinLock spinLock(Line line, String field, String lockClass) {
        return code.spinLock(line, field, lockClass);
    }

    @Override public RcuWait rcuWait(Line line, String field) {
        return code.rcuWait(line, field);
    }

    @Override public Srcu srcu(KernelObject owner, String name, int cpus, boolean lite) {
        return new Sections.OfSrcu(code.srcu(owner, name, cpus, lite), new Sections(execution, name));
    }

    @Override public TasksTrace tasksTrace(KernelObject owner, int cpus) {
        return new Sections.OfTasksTrace(code.tasksTrace(owner, cpus), new Sections(execution, "tasks_trace"));
    }
}
