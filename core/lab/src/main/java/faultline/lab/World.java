package faultline.lab;

import faultline.kernel.memory.KernelBug;
import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.lab.hardware.HardwareWorld;
import faultline.lab.torture.TortureWorld;
import java.util.List;
import java.util.function.Consumer;

/// Memory, CPUs, and tasks to run on them: what a kernel is booted in.
///
/// A task is taken up by a thread ([#enter]), which is then in the kernel until it lets go of it ([#leave]);
/// from inside, only [Task#poll] and sleeping tell the others how far it is.
public interface World extends AutoCloseable {

    /// Real threads and real memory, nothing checked, nothing in the way: for measuring. No RCU grace period
    /// is shorter than `minimumGracePeriodNanos`.
    static World hardware(int tasks, long minimumGracePeriodNanos) {
        return HardwareWorld.of(tasks, minimumGracePeriodNanos);
    }

    /// Real threads, real memory, and trouble: pauses at accesses, drawn from `seed`; every read checked for
    /// poison, every lock order against the others. A JVM in which this was called once measures nothing any
    /// more.
    static World torture(int tasks, long seed) {
        return TortureWorld.of(tasks, seed);
    }

    Memory memory();

    /// How many CPUs a kernel in this world has: one a task, and one for deferred work.
    int cpus();

    /// The task that has CPU `cpu`, of those that threads may take up.
    Task task(int cpu);

    /// The calling thread takes up the task of `cpu` and is in the kernel. One thread at a time.
    Task enter(int cpu);

    /// The calling thread, which holds nothing, is out of the kernel.
    void leave(Task task);

    /// Runs `body` between [#enter] and [#leave]. What it throws comes out, whatever leaving then finds.
    default void run(int cpu, Consumer<Task> body) {
        Task task = enter(cpu);
        try {
            body.accept(task);
        } catch (Throwable first) {
            try {
                leave(task);
            } catch (KernelBug second) {
                first.addSuppressed(second);
            }
            throw first;
        }
        leave(task);
    }

    /// Waits until nothing is put off to a grace period. A task of the calling thread counts as outside
    /// meanwhile.
    void drain();

    /// What the kernel found wrong with itself, in order. Catching the exception does not remove it from
    /// here.
    List<String> bugs();

    /// Which life `object` is in, counted from 1; 0 if it was never born, or if this world does not count.
    long life(KernelObject object);

    /// How many accesses were made so far; 0 if this world does not count.
    long steps();

    /// How long an RCU grace period lasts at least.
    long minimumGracePeriodNanos();

    /// Lets the worker finish what is put off, then end.
    @Override void close();
}
