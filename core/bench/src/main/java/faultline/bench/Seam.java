package faultline.bench;

import faultline.kernel.lock.Look;
import faultline.kernel.memory.Task;
import faultline.kernel.mm.Vma;
import faultline.lab.World;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.ThreadParams;

/// The reader of `refcount` as it is: over a real VMA of a real kernel, in the hardware world.
///
/// Each window has a kernel of its own. How dear a line is that two threads pull at depends on where it lies,
/// by a third and more, and a figure is to be that of many places.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Seam {
    static final int OPERATIONS = 256;

    World world;
    FoundVma lock;
    Vma vma;
    long address;

    @Setup(Level.Iteration) public void boot(BenchmarkParams params) {
        OneVma one = new OneVma(new FoundVma.Strategy(), params.getThreads());
        world = one.world;
        lock = (FoundVma) one.mm.lock();
        vma = one.vma;
        address = one.address;
    }

    @TearDown(Level.Iteration) public void end() {
        world.close();
    }

    /// One thread with its task.
    @State(Scope.Thread)
    public static class Reader {
        final Look look = new Look();
        World world;
        Task task;

        @Setup(Level.Iteration) public void enter(Seam seam, ThreadParams thread) {
            world = seam.world;
            task = world.enter(thread.getThreadIndex());
        }

        @TearDown(Level.Iteration) public void leave() {
            world.leave(task);
        }
    }

    @Benchmark @OperationsPerInvocation(OPERATIONS) public long read(Reader reader, Windows windows) {
        Task task = reader.task;
        Look look = reader.look;
        long seen = 0;
        for (int i = 0; i < OPERATIONS; i++) {
            if (lock.startRead(task, vma, address, look)) {
                seen += vma.start(task) + vma.end(task) + vma.flags(task);
                lock.endRead(task, look);
            }
        }
        return seen;
    }
}
