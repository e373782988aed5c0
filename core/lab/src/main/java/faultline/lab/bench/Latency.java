package faultline.lab.bench;

import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/// How long operations took. Only some are timed (one in a number that depends on how short they are), so the
/// longest that was seen need not be the longest there was. All zero if none was timed.
public record Latency(long p50Nanos, long p99Nanos, long maxNanos, long timed) {
    static final long LONGEST_NANOS = 100_000_000_000L;

    static Latency of(Histogram histogram) {
        return new Latency(histogram.getValueAtPercentile(50), histogram.getValueAtPercentile(99),
                histogram.getMaxValue(), histogram.getTotalCount());
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
