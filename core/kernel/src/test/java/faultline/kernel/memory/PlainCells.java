package faultline.kernel.memory;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongUnaryOperator;

/// Cells and all that one can do to them; each word is a window on one.
final class PlainCells {
    private final AtomicLongArray values;

    PlainCells(int length) {
        this.values = new AtomicLongArray(length);
    }

    long get(int index) {
        return values.get(index);
    }

    void set(int index, long value) {
        values.set(index, value);
    }

    long update(int index, LongUnaryOperator change) {
        return values.getAndUpdate(index, change);
    }

    long cmpxchg(int index, long expected, long value) {
        return values.compareAndExchange(index, expected, value);
    }
}
