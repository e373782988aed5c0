package faultline.lab.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.HdrHistogram.Histogram;

/// One row of a table, made of all forks of one [BenchSpec].
///
/// @param spec              what was asked
/// @param opsPerSecond      over all threads; the mean of the forks
/// @param low               lower end of the interval that holds it in 95 of 100 cases, other JVMs included
/// @param high              upper end
/// @param fallbackPer1000   of what may fall back, how much took `mmap_lock`
/// @param writesPerSecond   of the writer threads
/// @param reader            how long a reader's operations took
/// @param writer            how long it took to change mappings
/// @param windowsKept       in all forks
/// @param windowsRejected   in all forks
/// @param disturbed         in some fork too few windows were undisturbed
/// @param pinned            in every fork each thread had a processor to itself
/// @param graceMinimumNanos how long an RCU grace period lasted at least
/// @param notes             what the reader of the row should know
/// @param forks             what it is made of
public record BenchRow(BenchSpec spec, double opsPerSecond, double low, double high, double fallbackPer1000,
                       double writesPerSecond, Latency reader, Latency writer, int windowsKept,
                       int windowsRejected, boolean disturbed, boolean pinned, long graceMinimumNanos,
                       List<String> notes, List<Fork> forks) {

    /// The row of `forks`, all of one spec, in the order they ran.
    public static BenchRow of(List<Fork> forks) {
        Estimate rate = Estimate.rate(forks);
        double attempts = forks.stream().mapToLong(Fork::attempts).sum();
        double fallbacks = forks.stream().mapToLong(Fork::fallbacks).sum();
        return new BenchRow(forks.getFirst().spec(), Math.exp(rate.middle()), rate.low(0.95), rate.high(0.95),
                attempts == 0 ? 0 : 1000 * fallbacks / attempts,
                forks.stream().mapToDouble(Fork::writesPerSecond).average().orElseThrow(),
                merged(forks, Fork::readerLatency), merged(forks, Fork::writerLatency),
                forks.stream().mapToInt(fork -> fork.rates().size()).sum(),
                forks.stream().mapToInt(Fork::windowsRejected).sum(),
                forks.stream().anyMatch(Fork::disturbed), forks.stream().allMatch(Fork::pinned),
                forks.stream().mapToLong(Fork::graceMinimumNanos).min().orElseThrow(),
                forks.stream().flatMap(fork -> fork.notes().stream()).distinct().toList(),
                List.copyOf(forks));
    }

    private static Latency merged(List<Fork> forks, Function<Fork, byte[]> which) {
        Histogram all = Latency.histogram();
        forks.forEach(fork -> all.add(Latency.decode(which.apply(fork))));
        return Latency.of(all);
    }

    /// The row for programs: names and values in a fixed order. Values are text, numbers, truths, and lists
    /// of them, or `null` for what the kernel beneath does not tell.
    public Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("strategy", spec.strategy());
        values.put("workload", spec.workload());
        values.put("threads", spec.threads());
        values.put("layout", spec.layout().toString());
        values.put("writers", spec.writers());
        values.put("ops_per_s", opsPerSecond);
        values.put("ci95", List.of(low, high));
        values.put("fallback_per_1000", spec.beneath() ? null : fallbackPer1000);
        latency(values, "reader", reader);
        values.put("writer_ops_per_s", writesPerSecond);
        latency(values, "writer", writer);
        values.put("windows_kept", windowsKept);
        values.put("windows_rejected", windowsRejected);
        values.put("disturbed", disturbed);
        values.put("pinned", pinned);
        values.put("grace_period_min_ns", spec.beneath() ? null : graceMinimumNanos);
        values.put("fork_ops_per_s", forks.stream().map(Fork::rate).toList());
        values.put("notes", notes);
        return values;
    }

    private static void latency(Map<String, Object> values, String who, Latency latency) {
        values.put(who + "_p50_ns", latency.p50Nanos());
        values.put(who + "_p99_ns", latency.p99Nanos());
        values.put(who + "_max_ns", latency.maxNanos());
    }
}
