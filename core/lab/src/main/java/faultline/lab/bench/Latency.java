package faultline.lab.bench;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/// How long operations took. Only some are timed (one in a number that depends on how short they are), so the
/// longest that was seen need not be the longest there was. All zero if none was timed.
///
/// @param p50Nanos half were as quick as this
/// @param p99Nanos 99 of 100 were
/// @param maxNanos the longest that was seen
/// @param timed    how many were
/// @param slots    how many took from 10^(i/8) ns to less than 10^((i+1)/8) ns, by i
public record Latency(long p50Nanos, long p99Nanos, long maxNanos, long timed, List<Long> slots) {
    /// To how many slots ten times as long is.
    public static final int SLOTS_A_DECADE = 8;
    static final long LONGEST_NANOS = 100_000_000_000L;

    static Latency of(Histogram histogram) {
        return new Latency(histogram.getValueAtPercentile(50), histogram.getValueAtPercentile(99),
                histogram.getMaxValue(), histogram.getTotalCount(), slots(histogram));
    }

    private static List<Long> slots(Histogram histogram) {
        long[] slots = new long[slot(LONGEST_NANOS) + 1];
        for (HistogramIterationValue value : histogram.recordedValues()) {
            slots[slot(value.getValueIteratedTo())] += value.getCountAtValueIteratedTo();
        }
        return Arrays.stream(slots).boxed().toList();
    }

    private static int slot(long nanos) {
        return (int) (SLOTS_A_DECADE * Math.log10(Math.clamp(nanos, 1, LONGEST_NANOS)));
    }

    /// An empty histogram from 1 ns to 100 s, exact to 1 %.
    static Histogram histogram() {
        return new Histogram(LONGEST_NANOS, 2);
    }

    static byte[] encode(Histogram histogram) {
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        byte[] bytes = new byte[histogram.encodeIntoCompressedByteBuffer(buffer)];
        buffer.flip().get(bytes);
        return bytes;
    }

    static Histogram decode(byte[] bytes) {
        try {
            return Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(bytes), LONGEST_NANOS);
        } catch (DataFormatException garbled) {
            throw new IllegalArgumentException("a histogram that cannot be read: " + garbled.getMessage(),
                    garbled);
        }
    }
}
