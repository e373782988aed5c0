package faultline.kernel.sync;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Line;
import faultline.kernel.memory.Memory;

/// The coded locks of one kernel, and what their waiters stand on.
///
/// A task has its CPU to itself and waits for one lock at a time, so one [SpinNode] and one [RwWaiter] a CPU
/// serve all locks. The kernel keeps the first per CPU too (`mcs_nodes`), the second on the waiter's stack.
final class CodedSync implements Sync {
    private final Memory memory;
    private final int spins;
    private final SpinNode[] spinNodes;
    private final RwWaiter[] rwWaiters;

    CodedSync(Memory memory, int cpus, int spins) {
        this.memory = memory;
        this.spins = spins;
        this.spinNodes = new SpinNode[cpus];
        this.rwWaiters = new RwWaiter[cpus];
        for (int cpu = 0; cpu < cpus; cpu++) {
            spinNodes[cpu] = new SpinNode(memory, cpu);
            rwWaiters[cpu] = new RwWaiter(memory, cpu);
        }
    }

    @Override public RwSemaphore rwSemaphore(Line line, String field, String lockClass) {
        return new CodedRwSemaphore(this, line, field, lockClass);
    }

    @Override public SpinLock spinLock(Line line, String field, String lockClass) {
        return new CodedSpinLock(this, line, field, lockClass);
    }

    @Override public RcuWait rcuWait(Line line, String field) {
        return new CodedRcuWait(line, field);
    }

    @Override public Srcu srcu(KernelObject owner, String name, int cpus, boolean lite) {
        return new CodedSrcu(this, owner, name, cpus, lite);
    }

    @Override public TasksTrace tasksTrace(KernelObject owner, int cpus) {
        return new CodedTasksTrace(this, owner, cpus);
    }

    Memory memory() {
        return memory;
    }

    int spins() {
        return spins;
    }

    SpinNode spinNode(int cpu) {
        return spinNodes[cpu];
    }

    RwWaiter rwWaiter(int cpu) {
        return rwWaiters[cpu];
    }
}
