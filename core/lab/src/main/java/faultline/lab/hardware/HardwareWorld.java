package faultline.lab.hardware;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.lab.World;
import java.util.List;

/// The world of a measured run; and, with another family of cells and tasks before it, what the torture world
/// stands on.
public class HardwareWorld implements World {
    private final HardwareMemory hardware;
    private final Memory memory;
    private final Task[] tasks;

    /// `memory` is what the kernel sees, one task a CPU is its own kind.
    protected HardwareWorld(HardwareMemory hardware, Memory memory, Task[] tasks) {
        this.hardware = hardware;
        this.memory = memory;
        this.tasks = tasks;
        for (Task task : tasks) {
            hardware.cpu(task.cpu()).belongsTo(task);
        }
    }

    /// As [World#hardware].
    public static World of(int tasks, long minimumGracePeriodNanos) {
        HardwareMemory memory = new HardwareMemory(tasks + 1, minimumGracePeriodNanos);
        Task[] all = new Task[tasks + 1];
        for (int cpu = 0; cpu < all.length; cpu++) {
            all[cpu] = new HardwareTask(memory, cpu);
        }
        HardwareWorld world = new HardwareWorld(memory, memory, all);
        world.start();
        return world;
    }

    /// Starts the worker.
    protected final void start() {
        hardware.deferredWork().start();
    }

    @Override public final Memory memory() {
        return memory;
    }

    @Override public final int cpus() {
        return tasks.length;
    }

    @Override public final Task task(int cpu) {
        return tasks[cpu];
    }

    @Override public final Task enter(int cpu) {
        hardware.cpu(cpu).enter();
        return tasks[cpu];
    }

    @Override public void leave(Task task) {
        hardware.cpu(task.cpu()).leave();
    }

    @Override public final void drain() {
        hardware.drain();
    }

    @Override public final List<String> bugs() {
        return hardware.bugs();
    }

    @Override public long life(KernelObject object) {
        return 0;
    }

    @Override public long steps() {
        return 0;
    }

    @Override public final long minimumGracePeriodNanos() {
        return hardware.quiescentStates().minimumNanos();
    }

    @Override public final void close() {
        hardware.timers().close();
        hardware.deferredWork().close();
    }
}
