package faultline.lab.litmus;

import java.util.function.IntConsumer;
import java.util.function.IntPredicate;

/// A set of the events of a candidate.
final class Events {
    private final int n;
    private final long[] bits;

    private Events(int n, long[] bits) {
        this.n = n;
        this.bits = bits;
    }

    static Events where(int n, IntPredicate holds) {
        long[] bits = new long[(n + 63) >> 6];
        for (int i = 0; i < n; i++) {
            if (holds.test(i)) {
                bits[i >> 6] |= 1L << i;
            }
        }
        return new Events(n, bits);
    }

    Events and(Events other) {
        return where(n, i -> has(i) && other.has(i));
    }

    Events or(Events other) {
        return where(n, i -> has(i) || other.has(i));
    }

    Events minus(Events other) {
        return where(n, i -> has(i) && !other.has(i));
    }

    boolean has(int event) {
        return (bits[event >> 6] & 1L << event) != 0;
    }

    boolean isEmpty() {
        for (long word : bits) {
            if (word != 0) {
                return false;
            }
        }
        return true;
    }

    int size() {
        return n;
    }

    /// Not to be changed.
    long[] bits() {
        return bits;
    }

    void forEach(IntConsumer action) {
        for (int word = 0; word < bits.length; word++) {
            for (long left = bits[word]; left != 0; left &= left - 1) {
                action.accept((word << 6) + Long.numberOfTrailingZeros(left));
            }
        }
    }
}
