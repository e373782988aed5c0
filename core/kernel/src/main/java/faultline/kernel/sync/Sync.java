package faultline.kernel.sync;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Line;
import faultline.kernel.memory.Memory;

/// Makes the locks of one kernel: coded on cells ([#coded]), or as the laws of a world that explores.
///
/// `field` is the kernel's name of the lock (`mmap_lock`); its cells are called `mmap_lock.count` and so on
/// and are laid on `line`. `lockClass` is what lock-order checking knows it by.
public interface Sync {
    RwSemaphore rwSemaphore(Line line, String field, String lockClass);

    SpinLock spinLock(Line line, String field, String lockClass);

    RcuWait rcuWait(Line line, String field);

    /// A domain of its own for up to `cpus` CPUs. `lite` readers order nothing; its grace periods pay for
    /// them.
    Srcu srcu(KernelObject owner, String name, int cpus, boolean lite);

    TasksTrace tasksTrace(KernelObject owner, int cpus);

    /// The coded locks, for tasks on CPUs below `cpus`. A writer who finds an rw_semaphore held by another
    /// writer looks at it `spins` times before it queues; 0 where every look is explored.
    static Sync coded(Memory memory, int cpus, int spins) {
        return new CodedSync(memory, cpus, spins);
    }
}
