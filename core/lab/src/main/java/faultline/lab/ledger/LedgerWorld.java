package faultline.lab.ledger;

import java.util.List;
import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Task;
import faultline.lab.World;

/// The memory that keeps accounts, with one thread on the first of two CPUs; the other is for deferred work, as
/// in the world of real threads, so a kernel has the same size in both.
public final class LedgerWorld implements World {
    private static final int CPUS = 2;

    private final LedgerMemory memory = new LedgerMemory();
    private final Task task = memory.task(0);
    private final Task idle = memory.task(1);

    @Override public LedgerMemory memory() {
        return memory;
    }

    @Override public int cpus() {
        return CPUS;
    }

    @Override public Task task(int cpu) {
        return cpu == 0 ? task : idle;
    }

    @Override public Task enter(int cpu) {
        return task(cpu);
    }

    @Override public void leave(Task left) {
        memory.drain(idle);
    }

    @Override public void drain() {
        memory.drain(idle);
    }

    @Override public List<String> bugs() {
        return List.of();   // a bug is an exception, and nobody is there to catch it
    }

    @Override public long life(KernelObject object) {
        return 0;
    }

    @Override public long steps() {
        return 0;
    }

    @Override public long minimumGracePeriodNanos() {
        return 0;
    }

    @Override public void close() {
        memory.drain(idle);
    }
}
