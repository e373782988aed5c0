package faultline.lab.bench;

import faultline.lab.linux.YourKernel;
import faultline.lab.workload.Layout;
import faultline.lab.workload.Workload;

/// What to measure, and for how long.
///
/// @param strategy      the lock; or the name of the kernel beneath
/// @param workload      what the threads do, by name
/// @param threads       how many do it
/// @param layout        what they share
/// @param writers       how many others change mappings meanwhile
/// @param probeReadSide what a probe hit stands in: `trace`, `srcu` or `srcu-lite`
/// @param times         how long each part takes
/// @param graceMicros   no RCU grace period is shorter
/// @param seed          where threads begin, and what they choose
public record BenchSpec(String strategy, String workload, int threads, Layout layout, int writers,
                        String probeReadSide, Times times, long graceMicros, long seed) {
    /// A grace period of the kernel takes ten to thirty milliseconds, in which a CPU handles some ten
    /// thousand faults. This one takes about as many of ours.
    public static final long GRACE_MICROS = 2_000;

    public static final String READ_SIDE = "trace";

    /// How long the parts of a measurement take.
    ///
    /// @param forks        JVMs a row
    /// @param warmUpMillis before the first window; up to three times while the compilers are at work
    /// @param windows      how many are wanted
    /// @param windowMillis each
    /// @param limitMillis  after this much in windows, kept or not, no more are tried
    public record Times(int forks, int warmUpMillis, int windows, int windowMillis, int limitMillis) {
        /// Fourteen rows in a minute.
        public static final Times USUAL = new Times(2, 250, 10, 25, 400);
        /// Fourteen rows in a quarter of one. One JVM says nothing about the next, so intervals are wide.
        public static final Times QUICK = new Times(1, 135, 5, 15, 120);

        public Times {
            if (forks < 1 || warmUpMillis < 0 || windows < 1 || windowMillis < 1
                    || limitMillis < windowMillis) {
                throw new IllegalArgumentException(forks + " forks, " + windows + " windows of "
                        + windowMillis + " ms within " + limitMillis + " ms: nothing would be measured");
            }
        }
    }

    public BenchSpec {
        if (threads < 1 || writers < 0 || graceMicros < 0) {
            throw new IllegalArgumentException(threads + " threads, " + writers + " writers, periods of "
                    + graceMicros + " us: need at least 1, 0 and 0");
        }
    }

    /// The usual measurement of `workload`, with as many writers as it usually has.
    public static BenchSpec of(String strategy, Workload workload, int threads) {
        return new BenchSpec(strategy, workload.name(), threads, Layout.SHARED, workload.usualWriters(),
                READ_SIDE, Times.USUAL, GRACE_MICROS, 1);
    }

    /// Whether the kernel beneath this JVM does the work, and no strategy. A strategy's name has no space.
    public boolean beneath() {
        return strategy.startsWith(YourKernel.NAME + " ");
    }

    public BenchSpec strategy(String other) {
        return new BenchSpec(other, workload, threads, layout, writers, probeReadSide, times, graceMicros,
                seed);
    }

    public BenchSpec workload(String other) {
        return new BenchSpec(strategy, other, threads, layout, writers, probeReadSide, times, graceMicros,
                seed);
    }

    public BenchSpec threads(int other) {
        return new BenchSpec(strategy, workload, other, layout, writers, probeReadSide, times, graceMicros,
                seed);
    }

    public BenchSpec layout(Layout other) {
        return new BenchSpec(strategy, workload, threads, other, writers, probeReadSide, times, graceMicros,
                seed);
    }

    public BenchSpec writers(int other) {
        return new BenchSpec(strategy, workload, threads, layout, other, probeReadSide, times, graceMicros,
                seed);
    }

    public BenchSpec probeReadSide(String other) {
        return new BenchSpec(strategy, workload, threads, layout, writers, other, times, graceMicros, seed);
    }

    public BenchSpec times(Times other) {
        return new BenchSpec(strategy, workload, threads, layout, writers, probeReadSide, other, graceMicros,
                seed);
    }

    public BenchSpec graceMicros(long other) {
        return new BenchSpec(strategy, workload, threads, layout, writers, probeReadSide, times, other, seed);
    }

    public BenchSpec seed(long other) {
        return new BenchSpec(strategy, workload, threads, layout, writers, probeReadSide, times, graceMicros,
                other);
    }
}
