package faultline.lab;

import faultline.kernel.lock.LockStrategy;
import faultline.kernel.memory.KernelBug;
import faultline.kernel.memory.Task;
import faultline.kernel.uprobe.ReadSide;
import faultline.lab.torture.TortureWorld;
import faultline.lab.trial.Trial;
import faultline.lab.trial.Worker;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/// Everything at once, on real threads with seeded pauses at the seam: faults of every kind, probe hits,
/// returns whose leases expire, registering, every call that changes an address space, forks and exits. Each
/// thread checks what it sees; at the end the kernel must be as it was.
///
/// A run is bounded by operations, not by time. It stops at the first thing that is wrong. Threads that all
/// sleep with nobody left to wake them are wrong too, which is seen at once. Only where threads spin for ever
/// is there nothing but a clock to tell, and then the verdict is UNKNOWN.
public final class Torture {
    private static final long MOST_STEPS = 1_000_000;   // of one operation; the largest, a fork, needs some 20,000
    private static final long LOOK_MILLIS = 5;
    private static final long STUCK_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final TortureWorld world;
    private final LockStrategy strategy;
    private final long seed;
    private final int operations;
    private final int threads;
    private final List<String> complaints = new ArrayList<>();   // under itself
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicLongArray began;   // by thread: the steps before its operation
    private volatile boolean stopped;
    private volatile boolean gaveUp;

    private Torture(LockStrategy strategy, long seed, int operations, int threads) {
        this.world = (TortureWorld) World.torture(threads, seed);
        this.strategy = strategy;
        this.seed = seed;
        this.operations = operations;
        this.threads = threads;
        this.began = new AtomicLongArray(threads);
    }

    /// What came out.
    ///
    /// @param operations how many were done, in all threads together
    /// @param accesses   how many accesses to shared memory that took
    /// @param complaints what is wrong, the first first; empty if nothing is
    public record Report(Verdict verdict, String strategy, long seed, int threads, int operations, long accesses,
                         List<String> complaints) {
        @Override public String toString() {
            return verdict + " " + strategy + ", seed " + seed + ", " + threads + " threads, " + operations
                    + " operations, " + accesses + " accesses"
                    + (complaints.isEmpty() ? "" : "\n  " + String.join("\n  ", complaints));
        }
    }

    /// Runs at most `operations` operations of `threads` threads, at most 8, over `strategy`.
    public static Report run(LockStrategy strategy, long seed, int operations, int threads) {
        return new Torture(strategy, seed, operations, threads).run();
    }

    private Report run() {
        ReadSide.Kind readSide = ReadSide.Kind.values()[Math.floorMod(seed, ReadSide.Kind.values().length)];
        Trial[] trial = new Trial[1];
        guarded(() -> world.run(0, task -> trial[0] = new Trial(world, strategy, readSide, threads, task)));
        if (!stopped) {
            runThreads(trial[0]);
        }
        if (!stopped) {
            guarded(() -> world.run(0, task -> end(trial[0], task)));
        }
        world.close();
        Verdict verdict = complaints().isEmpty() ? Verdict.PASS : gaveUp ? Verdict.UNKNOWN : Verdict.FAIL;
        return new Report(verdict, strategy.name(), seed, threads, done.get(), world.steps(), complaints());
    }

    private void end(Trial trial, Task task) {
        for (String complaint : trial.end(task)) {
            complain(complaint);
        }
    }

    private void runThreads(Trial trial) {
        SplittableRandom seeds = new SplittableRandom(seed);
        List<Thread> all = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            int number = thread;
            long own = seeds.nextLong();
            all.add(Thread.ofPlatform().daemon().name("torture-" + thread).start(
                    () -> guarded(() -> world.run(number, task -> work(trial, number, task, own)))));
        }
        watch(all);
    }

    private void work(Trial trial, int number, Task task, long own) {
        Worker worker = new Worker(trial, number, task, own);
        for (int i = number; i < operations && !stopped; i += threads) {
            began.set(number, world.steps(number));
            worker.step(i / threads);
            done.incrementAndGet();
        }
        worker.end();
    }

    /// What `body` throws stops everybody.
    private void guarded(Runnable body) {
        try {
            body.run();
        } catch (KernelBug recorded) {
            stop(null);
        } catch (RuntimeException | Error e) {
            stop(e.getClass().getPackageName().startsWith("faultline") ? e.getMessage() : told(e));
        }
    }

    private static String told(Throwable e) {
        StackTraceElement[] stack = e.getStackTrace();
        return e + (stack.length == 0 ? "" : " at " + stack[0]);
    }

    /// The first who comes says why; what others find after that is only its consequence.
    private void stop(String complaint) {
        synchronized (complaints) {
            if (stopped) {
                return;
            }
            stopped = true;
            if (complaint != null) {
                complaints.add(complaint);
            }
            complaints.addAll(world.bugs());
        }
        world.halt();
    }

    private void complain(String complaint) {
        synchronized (complaints) {
            complaints.add(complaint);
        }
    }

    private List<String> complaints() {
        synchronized (complaints) {
            return List.copyOf(complaints);
        }
    }

    private void watch(List<Thread> all) {
        long steps = -1;
        long since = System.nanoTime();
        while (isAnyAlive(all)) {
            if (!world.bugs().isEmpty()) {
                stop(null);
            } else if (allSleep(all)) {
                stop("all sleep, and nobody is left to wake them: " + dump(all));
            }
            for (int thread = 0; thread < threads; thread++) {
                if (all.get(thread).isAlive() && world.steps(thread) - began.get(thread) > MOST_STEPS) {
                    stop("thread " + thread + " has made " + MOST_STEPS + " accesses and is not done: " + dump(all));
                }
            }
            if (world.steps() != steps) {
                steps = world.steps();
                since = System.nanoTime();
            } else if (System.nanoTime() - since > STUCK_NANOS) {
                gaveUp = true;
                stop("nobody got on for a long time: " + dump(all));
                return;
            }
            if (stopped) {
                world.halt();   // also those who went to sleep since
            }
            join(all);
        }
    }

    private static boolean isAnyAlive(List<Thread> all) {
        return all.stream().anyMatch(Thread::isAlive);
    }

    private static void join(List<Thread> all) {
        try {
            for (Thread thread : all) {
                if (thread.isAlive()) {
                    thread.join(LOOK_MILLIS);
                    return;
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Nobody can wake a task but a task that is awake. Seen twice, with not a step between.
    private boolean allSleep(List<Thread> all) {
        long before = world.steps();
        for (int look = 0; look < 2; look++) {
            for (int cpu = 0; cpu < all.size(); cpu++) {
                if (all.get(cpu).isAlive() && !world.isAsleep(cpu)) {
                    return false;
                }
            }
            if (!world.workerRests()) {
                return false;
            }
        }
        return world.steps() == before && isAnyAlive(all);
    }

    private static String dump(List<Thread> all) {
        List<String> where = new ArrayList<>();
        for (Thread thread : all) {
            StringBuilder line = new StringBuilder(thread.getName());
            for (StackTraceElement frame : thread.getStackTrace()) {
                if (frame.getClassName().startsWith("faultline.") && !frame.getClassName().startsWith("faultline.lab.")) {
                    line.append(" < ").append(frame.getClassName().replaceFirst(".*\\.", "")).append('.')
                            .append(frame.getMethodName());
                }
            }
            where.add(line.toString());
        }
        return String.join("; ", where);
    }
}
