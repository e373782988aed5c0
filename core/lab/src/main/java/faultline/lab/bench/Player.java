package faultline.lab.bench;

import faultline.kernel.memory.Task;
import faultline.lab.World;
import faultline.lab.hardware.Processors;
import faultline.lab.hardware.RunDelay;
import faultline.lab.workload.Part;
import org.HdrHistogram.Histogram;

/// A thread that plays one part until the gate closes, and reports each measured window.
///
/// Only one operation of a number is timed, so that the clock stays below one part in a hundred: the number
/// is chosen by how long operations take, and is a prime, so that it does not step in time with pages and
/// page tables.
final class Player implements Runnable {
    private static final int[] PRIMES = {257, 131, 67, 37, 17, 7, 3, 1};
    private static final long BATCH_NANOS = 5_000;
    private static final double MOST_WAITED = 0.99;

    private final World world;
    private final int cpu;
    private final Part part;
    private final boolean timesReset;
    private final Processors processors;
    private final Gate gate;

    /// Without `timesReset` the clock stands still during resets. `processors` is `null` if the thread shall
    /// run where it likes.
    Player(World world, int cpu, Part part, boolean timesReset, Processors processors, Gate gate) {
        this.world = world;
        this.cpu = cpu;
        this.part = part;
        this.timesReset = timesReset;
        this.processors = processors;
        this.gate = gate;
    }

    /// It plays, and is tied to a processor or not.
    record Ready(int cpu, boolean pinned) {
    }

    /// One window.
    ///
    /// @param nanos   that count
    /// @param elapsed all of them
    /// @param waited  how many of them somebody else had its processor; negative if the system does not say
    /// @param steps   how long timed operations took that change no mapping
    /// @param writes  how long timed operations and resets took that change mappings
    record Played(int cpu, int window, long operations, long nanos, long elapsed, long waited,
            Histogram steps,
                  Histogram writes) {
        double perSecond() {
            return operations * 1e9 / nanos;
        }

        /// While it had its processor.
        double perSecondOfOwn() {
            double had = 1 - Math.clamp((double) waited / Math.max(1, elapsed), 0, MOST_WAITED);
            return perSecond() / had;
        }
    }

    /// It could not go on.
    record Stumbled(int cpu, Throwable why) {
    }

    @Override public void run() {
        try {
            gate.reports().add(new Ready(cpu, processors != null && processors.pin(cpu) >= 0));
            Task task = world.enter(cpu);
            Play play = new Play();   // made by this thread: nothing that it writes lies next to another's
            int reported = -1;
            for (int window = gate.window(); window != Gate.CLOSED; window = gate.window()) {
                if (window % 2 == 0 && window - 1 > reported) {
                    reported = window - 1;
                    gate.reports().add(missed(reported));
                }
                Played played = play.window(task, window);
                if (window % 2 == 1) {
                    reported = window;
                    gate.reports().add(played);
                }
            }
            part.end(task);
            world.leave(task);
        } catch (Throwable why) {
            gate.close();
            gate.reports().add(new Stumbled(cpu, why));
        }
    }

    /// A window that came and went while this thread waited for its processor.
    private Played missed(int window) {
        return new Played(cpu, window, 0, 1, 0, 0, Latency.histogram(), Latency.histogram());
    }

    private final class Play {
        private int index;
        private int every = 1;
        private long operations;
        private long resetNanos;
        private Histogram steps;
        private Histogram writes;

        Played window(Task task, int window) {
            operations = 0;
            resetNanos = 0;
            steps = Latency.histogram();
            writes = Latency.histogram();
            long waitedBefore = RunDelay.nanos();
            long began = System.nanoTime();
            while (gate.window() == window) {
                batch(task);
            }
            long elapsed = System.nanoTime() - began;
            long waited = waitedBefore < 0 ? -1 : RunDelay.nanos() - waitedBefore;
            long nanos = elapsed - resetNanos;
            every = every(operations, nanos);
            return new Played(cpu, window, operations, nanos, elapsed, waited, steps, writes);
        }

        private void batch(Task task) {
            resetIfDue(task);
            long began = System.nanoTime();
            part.step(task, index);
            long took = System.nanoTime() - began;
            index++;
            (part.stepWrites() ? writes : steps).recordValue(Math.min(took, Latency.LONGEST_NANOS));
            for (int i = 1; i < every; i++) {
                resetIfDue(task);
                part.step(task, index);
                index++;
            }
            operations += every;
        }

        private void resetIfDue(Task task) {
            if (index >= part.length()) {
                reset(task);
            }
        }

        private void reset(Task task) {
            long began = System.nanoTime();
            part.reset(task);
            long took = System.nanoTime() - began;
            if (!timesReset) {
                resetNanos += took;
            }
            if (part.resetWrites()) {
                writes.recordValue(Math.min(took, Latency.LONGEST_NANOS));
            }
            index = 0;
        }

        private static int every(long operations, long nanos) {
            for (int prime : PRIMES) {
                if (operations > 0 && prime * nanos / operations <= BATCH_NANOS) {
                    return prime;
                }
            }
            return 1;
        }
    }
}
