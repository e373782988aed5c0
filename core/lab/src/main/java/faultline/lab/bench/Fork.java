package faultline.lab.bench;

import java.util.List;

/// What one JVM measured. Travels from the worker to its parent, where [BenchRow#of] makes a row of some.
///
/// @param spec                what was asked
/// @param rates               operations a second, over all threads, in each window that counts
/// @param windowsRejected     windows in which some thread waited for its processor
/// @param disturbed           too few windows were undisturbed, and `rates` are those of the least disturbed
/// @param warm                the compilers were idle when the windows began
/// @param attempts            of what may fall back: faults, lookups of a probe, reads
/// @param fallbacks           how many of them took `mmap_lock`
/// @param writesPerSecond     operations of writer threads; 0 if there were none
/// @param readerLatency       an HdrHistogram of nanoseconds, encoded
/// @param writerLatency       as well, of what changes mappings
/// @param pinned              each thread had a processor to itself
/// @param graceMinimumNanos   how long an RCU grace period lasted at least
/// @param notes               what the reader of the row should know
public record Fork(BenchSpec spec, List<Double> rates, int windowsRejected, boolean disturbed, boolean warm,
                   long attempts, long fallbacks, double writesPerSecond, byte[] readerLatency,
                   byte[] writerLatency, boolean pinned, long graceMinimumNanos, List<String> notes) {
    public Fork {
        if (rates.isEmpty() || rates.stream().anyMatch(rate -> !(rate > 0))) {
            throw new IllegalArgumentException("rates " + rates + ": each window must have seen operations");
        }
        rates = List.copyOf(rates);
        notes = List.copyOf(notes);
    }

    double rate() {
        return rates.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }
}
