package faultline.bench;

import faultline.kernel.lock.AddressSpaceLock;
import faultline.kernel.lock.LockStrategy;
import faultline.kernel.lock.Look;
import faultline.kernel.memory.Task;
import faultline.kernel.mm.Vma;
import faultline.lab.World;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.ThreadParams;

/// Looks that write nothing shared: of `seqcount`, and of `store-free`, whose looks are its reads. Through
/// the tree, as a probe hit does it.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Looks {
    @Param({"seqcount", "store-free"}) public String strategy;

    World world;
    AddressSpaceLock lock;
    long address;

    @Setup(Level.Trial) public void boot(BenchmarkParams params) {
        LockStrategy chosen = ServiceLoader.load(LockStrategy.class).stream().map(ServiceLoader.Provider::get)
                .filter(one -> one.name().equals(strategy)).findFirst().orElseThrow();
        OneVma one = new OneVma(chosen, params.getThreads());
        world = one.world;
        lock = one.mm.lock();
        address = one.address;
    }

    @TearDown(Level.Trial) public void end() {
        world.close();
    }

    /// One thread with its task.
    @State(Scope.Thread)
    public static class Reader {
        final Look look = new Look();
        World world;
        Task task;

        @Setup(Level.Trial) public void enter(Looks looks, ThreadParams thread) {
            world = looks.world;
            task = world.enter(thread.getThreadIndex());
        }

        @TearDown(Level.Trial) public void leave() {
            world.leave(task);
        }
    }

    @Benchmark @OperationsPerInvocation(Seam.OPERATIONS) public long look(Reader reader, Windows windows) {
        Task task = reader.task;
        Look look = reader.look;
        long believed = 0;
        for (int i = 0; i < Seam.OPERATIONS; i++) {
            if (lock.startLook(task, address, look)) {
                task.startSpeculation();
                Vma vma = look.vma;
                long seen = vma.start(task) + vma.end(task) + vma.flags(task);
                boolean valid = lock.endLook(task, look);
                task.endSpeculation(valid);
                believed += valid ? seen : 0;
            }
        }
        return believed;
    }
}
