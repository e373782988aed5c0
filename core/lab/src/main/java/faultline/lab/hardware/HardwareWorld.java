package faultline.lab.hardware;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.lab.World;
import java.util.List;

/// The world of a measured run.
public final class HardwareWorld implements World {
    private final HardwareMemory memory;
    private final HardwareTask[] tasks;

    private HardwareWorld(int cpus, long minimumGracePeriodNanos) {
        this.memory = new HardwareMemory(cpus, minimumGracePeriodNanos);
        this.tasks = new HardwareTask[cpus];
        for (int cpu = 0; cpu < cpus; cpu++) {
            tasks[cpu] = new HardwareTask(memory, cpu);
            memory.cpu(cpu).belongsTo(tasks[cpu]);
        }
        memory.deferredWork().start();
    }

    /// As [World#hardware].
    public static World of(int tasks, long minimumGracePeriodNanos) {
        return new HardwareWorld(tasks + 1, minimumGracePeriodNanos);
    }

    @Override public Memory memory() {
        return memory;
    }

    @Override public int cpus() {
        return tasks.length;
    }

    @Override public Task task(int cpu) {
        return tasks[cpu];
    }

    @Override public Task enter(int cpu) {
        memory.cpu(cpu).enter();
        return tasks[cpu];
    }

    @Override public void leave(Task task) {
        memory.cpu(task.cpu()).leave();
    }

    @Override public void drain() {
        memory.drain();
    }

    @Override public List<String> bugs() {
        return memory.bugs();
    }

    @Override public long life(KernelObject object) {
        return 0;
    }

    @Override public long minimumGracePeriodNanos() {
        return memory.quiescentStates().minimumNanos();
    }

    @Override public void close() {
        memory.deferredWork().close();
    }
}
