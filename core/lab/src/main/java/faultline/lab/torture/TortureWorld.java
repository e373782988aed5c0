package faultline.lab.torture;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Task;
import faultline.lab.World;
import faultline.lab.hardware.HardwareCpu;
import faultline.lab.hardware.HardwareMemory;
import faultline.lab.hardware.HardwareWorld;
import faultline.lab.lockdep.Lockdep;
import java.util.SplittableRandom;

/// The world of a torture run.
public final class TortureWorld extends HardwareWorld {
    private final TortureMemory memory;
    private final TortureTask[] tasks;

    private TortureWorld(HardwareMemory hardware, TortureMemory memory, TortureTask[] tasks) {
        super(hardware, memory, tasks);
        this.memory = memory;
        this.tasks = tasks;
    }

    /// As [World#torture].
    public static World of(int tasks, long seed) {
        HardwareMemory hardware = new HardwareMemory(tasks + 1, 0);
        TortureMemory memory = new TortureMemory(hardware);
        Lockdep lockdep = new Lockdep(memory::bug);
        SplittableRandom seeds = new SplittableRandom(seed);
        TortureTask[] all = new TortureTask[tasks + 1];
        for (int cpu = 0; cpu < all.length; cpu++) {
            all[cpu] = new TortureTask(memory, hardware.cpu(cpu), lockdep,
                    new Pauses(seeds.nextLong(), tasks == 1));
            memory.add(all[cpu]);
        }
        TortureWorld world = new TortureWorld(hardware, memory, all);
        world.start();
        return world;
    }

    @Override public void leave(Task task) {
        try {
            ((TortureTask) task).leaves();
        } finally {
            super.leave(task);
        }
    }

    /// Ends every task at its next step, asleep or spinning or at work, with whatever it holds: after a
    /// failure nobody may get on otherwise. Nothing can be checked afterwards.
    public void halt() {
        memory.halt();
        for (TortureTask task : tasks) {
            task.hardwareCpu().wake();
        }
    }

    /// The task of `cpu`, which is the calling thread's, gets a fatal signal after so many of its steps.
    public void killAfter(int cpu, int steps) {
        tasks[cpu].killAfter(steps);
    }

    /// From here on the task of `cpu`, which is the calling thread's, is a new one, which nobody has killed.
    public void revive(int cpu) {
        tasks[cpu].revive();
    }

    /// From now on writes and read-modify-writes of words called `name` (`uprobe.ref`) are counted, the
    /// earlier forgotten.
    public void watch(String name) {
        memory.watch(name);
    }

    /// How often the watched words were written.
    public long watchedChanges() {
        return memory.watchedChanges();
    }

    /// Whether the task of `cpu` sleeps, and nobody has woken it.
    public boolean isAsleep(int cpu) {
        return tasks[cpu].hardwareCpu().isAsleep();
    }

    /// How many accesses the task of `cpu` has made.
    public long steps(int cpu) {
        return tasks[cpu].steps();
    }

    /// Whether the worker sleeps, or has nothing to do.
    public boolean workerRests() {
        HardwareCpu worker = tasks[tasks.length - 1].hardwareCpu();
        return worker.thread() == null || worker.isAsleep();
    }

    @Override public long life(KernelObject object) {
        return memory.life(object);
    }

    @Override public long steps() {
        long sum = 0;
        for (TortureTask task : tasks) {
            sum += task.steps();
        }
        return sum;
    }
}
