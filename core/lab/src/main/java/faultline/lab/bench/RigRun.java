package faultline.lab.bench;

import faultline.lab.World;
import faultline.lab.hardware.Processors;
import faultline.lab.hardware.RunDelay;
import faultline.lab.workload.Part;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/// One run of a rig: starts a thread for each part, lets them warm up, takes the time of windows, and ends.
///
/// ```
///     this thread     gate 0 ······· 2 ··· 1 ···· 4 ··· 3 ···· 6       closed
///     each player     plays  warm-up   idle  window  idle  window  …   leaves
/// ```
///
/// A window counts if every thread had its processor for all but 3 % of it and was there from the beginning.
/// What our own deferred work took is no neighbour's doing: it is part of the strategy's price. The rate of a
/// window that does not count leaves out the time that threads waited, in case it is all there is.
final class RigRun {
    private static final double LATE = 0.8;
    private static final long PATIENCE_SECONDS = 10;
    private static final int STEP_MILLIS = 25;   // of the warm-up, each a window with a negative number
    private static final int IDLE_STEPS = 3;
    private static final int MOST_WARM_UPS = 3;
    private static final int MOST_WINDOWS = 500;

    private final BenchSpec.Times times;
    private final int readers;
    private final boolean crowded;
    private final Gate gate = new Gate();
    private final List<Player> players = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final List<Window> kept = new ArrayList<>();
    private final List<Window> refused = new ArrayList<>();
    private boolean pinned = true;
    private boolean waitsKnown = true;
    private boolean warm;
    private int next = 1;

    /// What all players did in one window.
    ///
    /// @param disturbance the largest share of it that a player waited for its processor
    private record Window(double rate, double writes, double disturbance, Histogram steps,
            Histogram changes) {
    }

    RigRun(World world, List<? extends Part> readers, List<? extends Part> writers, boolean timesReset,
            BenchSpec.Times times) {
        this(world, readers, writers, timesReset, times, Processors.allowed());
    }

    /// Pins its threads to `places`, one after the other.
    RigRun(World world, List<? extends Part> readers, List<? extends Part> writers, boolean timesReset,
            BenchSpec.Times times, Processors places) {
        this.times = times;
        this.readers = readers.size();
        List<Part> parts = Stream.concat(readers.stream(), writers.stream()).map(Part.class::cast).toList();
        this.crowded = parts.size() > Runtime.getRuntime().availableProcessors();
        Processors processors = crowded ? null : places;
        for (int cpu = 0; cpu < parts.size(); cpu++) {
            players.add(new Player(world, cpu, parts.get(cpu), timesReset, processors, gate));
        }
    }

    /// Everything. Afterwards no player plays.
    void play() throws InterruptedException {
        for (Player player : players) {
            threads.add(Thread.ofPlatform().daemon().name("player-" + threads.size()).unstarted(player));
        }
        try {
            threads.forEach(Thread::start);
            meetAll();
            warmUp();
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(times.limitMillis());
            while (kept.size() < times.windows() && System.nanoTime() < end || nothingYet()) {
                Window window = window();
                (window.disturbance < RunDelay.TOLERABLE ? kept : refused).add(window);
            }
        } finally {
            gate.close();
        }
        for (Thread thread : threads) {
            thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
            if (thread.isAlive()) {
                throw stuck();
            }
        }
        Object last = gate.reports().poll();
        if (last instanceof Player.Stumbled stumbled) {
            throw failed(stumbled);
        }
    }

    /// Until the compilers have been idle for a while, within limits.
    private void warmUp() throws InterruptedException {
        int steps = Math.max(1, times.warmUpMillis() / STEP_MILLIS);
        int idle = 0;
        for (int step = 0; step < steps || step < MOST_WARM_UPS * steps && idle < IDLE_STEPS; step++) {
            long before = OwnThreads.COMPILERS.ranNanos();
            gate.open(-2 * (MOST_WARM_UPS * steps - step));   // players see how long operations take now
            Thread.sleep(STEP_MILLIS);
            long compiled = OwnThreads.COMPILERS.ranNanos() - before;
            idle = compiled < TimeUnit.MILLISECONDS.toNanos(STEP_MILLIS) / 10 ? idle + 1 : 0;
        }
        warm = idle >= IDLE_STEPS;
    }

    /// On a machine that is very busy, a whole measurement may pass without one operation.
    private boolean nothingYet() {
        return refused.size() < MOST_WINDOWS && kept.isEmpty()
                && refused.stream().noneMatch(window -> window.rate > 0);
    }

    /// Makes the fork of what was measured; what may fall back was tried `attempts` times, and did
    /// `fallbacks` times.
    Fork fork(BenchSpec spec, long attempts, long fallbacks, long graceMinimumNanos) {
        boolean disturbed = crowded || kept.size() * 2 < times.windows();
        List<Window> counted = new ArrayList<>(kept);
        if (disturbed) {
            counted.addAll(refused);
            counted.sort(Comparator.comparingDouble(Window::disturbance));
            counted.removeIf(window -> window.rate == 0);
            counted = counted.subList(0, Math.max(kept.size(), (counted.size() + 1) / 2));
        }
        if (counted.isEmpty()) {
            throw new IllegalStateException("nothing was done in " + refused.size() + " windows of "
                    + times.windowMillis() + " ms");
        }
        Histogram steps = Latency.histogram();
        Histogram changes = Latency.histogram();
        for (Window window : counted) {
            steps.add(window.steps);
            changes.add(window.changes);
        }
        return new Fork(spec, counted.stream().map(Window::rate).toList(), refused.size(), disturbed,
                warm, attempts, fallbacks,
                counted.stream().mapToDouble(Window::writes).average().orElseThrow(),
                Latency.encode(steps), Latency.encode(changes), pinned, graceMinimumNanos, notes());
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (crowded) {
            notes.add(players.size() + " threads on " + Runtime.getRuntime().availableProcessors()
                    + " processors: they wait for each other, so every window is disturbed");
        } else if (!waitsKnown) {
            notes.add("this system does not say how long threads wait: no window was refused");
        }
        if (!warm) {
            notes.add("the compilers were still at work when some windows began; warm, rows may be faster");
        }
        if (!pinned && !crowded) {
            notes.add("threads could not be pinned to processors");
        }
        return notes;
    }

    private void meetAll() throws InterruptedException {
        for (int met = 0; met < players.size(); met++) {
            if (!(report() instanceof Player.Ready ready)) {
                throw stuck();
            }
            pinned &= ready.pinned();
        }
    }

    private Window window() throws InterruptedException {
        long ownBefore = OwnThreads.WORKER.ranNanos();
        gate.open(next);
        Thread.sleep(times.windowMillis());
        gate.open(next + 1);
        long own = OwnThreads.WORKER.ranNanos() - ownBefore;
        next += 2;
        List<Player.Played> played = new ArrayList<>();
        while (played.size() < players.size()) {
            played.add((Player.Played) report());
        }
        double longest = played.stream().mapToLong(Player.Played::elapsed).max().orElseThrow();
        double disturbance = crowded ? 1 : 0;
        for (Player.Played one : played) {
            waitsKnown &= one.waited() >= 0;
            boolean missed = one.operations() == 0 || one.elapsed() < LATE * longest;
            disturbance = Math.max(disturbance, missed ? 1 : (one.waited() - own) / longest);
        }
        return sum(played, disturbance);
    }

    private Window sum(List<Player.Played> played, double disturbance) {
        double rate = 0;
        double writes = 0;
        Histogram steps = Latency.histogram();
        Histogram changes = Latency.histogram();
        for (Player.Played one : played) {
            double perSecond = disturbance < RunDelay.TOLERABLE ? one.perSecond() : one.perSecondOfOwn();
            if (one.cpu() < readers) {
                rate += perSecond;
            } else {
                writes += perSecond;
            }
            steps.add(one.steps());
            changes.add(one.writes());
        }
        return new Window(rate, writes, disturbance, steps, changes);
    }

    private Object report() throws InterruptedException {
        Object report = gate.reports().poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return switch (report) {
            case null -> throw stuck();
            case Player.Stumbled stumbled -> throw failed(stumbled);
            default -> report;
        };
    }

    private static IllegalStateException failed(Player.Stumbled stumbled) {
        return new IllegalStateException("cpu" + stumbled.cpu() + " failed: " + stumbled.why().getMessage(),
                stumbled.why());
    }

    private IllegalStateException stuck() {
        StringBuilder where = new StringBuilder();
        for (Thread thread : threads) {
            where.append("\n  ").append(thread.getName()).append(' ').append(thread.getState());
            Stream.of(thread.getStackTrace()).limit(PATIENCE_SECONDS)
                    .forEach(frame -> where.append("\n    at ").append(frame));
        }
        return new IllegalStateException("no thread answered for " + PATIENCE_SECONDS + " seconds; they stand"
                + where);
    }
}
