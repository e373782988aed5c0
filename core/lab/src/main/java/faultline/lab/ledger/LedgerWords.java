package faultline.lab.ledger;

import java.util.Arrays;
import faultline.kernel.memory.Line;
import faultline.kernel.memory.Words;

/// A row of cells. Its lines are told apart by their first cell: `vma_srcu.locks[8]`.
final class LedgerWords extends Words {
    private final LedgerMemory memory;
    private final long[] values;

    LedgerWords(LedgerMemory memory, String name, int length) {
        super(name, length);
        this.memory = memory;
        this.values = new long[length];
    }

    private long write(int index, long next) {
        memory.writes(name() + "[" + index / Line.CELLS * Line.CELLS + "]");
        long old = values[index];
        values[index] = next;
        return old;
    }

    private long exchange(int index, long expected, long next) {
        return write(index, values[index] == expected ? next : values[index]);
    }

    @Override public long get(int index) {
        return values[index];
    }

    @Override public void set(int index, long next) {
        write(index, next);
    }

    @Override public long readOnce(int index) {
        return values[index];
    }

    @Override public void writeOnce(int index, long next) {
        write(index, next);
    }

    @Override public long loadAcquire(String edge, int index) {
        return values[index];
    }

    @Override public void storeRelease(String edge, int index, long next) {
        write(index, next);
    }

    @Override public long xchg(String before, String after, int index, long next) {
        return write(index, next);
    }

    @Override public long cmpxchg(String before, String after, int index, long expected, long next) {
        return exchange(index, expected, next);
    }

    @Override public long cmpxchgRelaxed(int index, long expected, long next) {
        return exchange(index, expected, next);
    }

    @Override public long fetchOrRelaxed(int index, long bits) {
        return write(index, values[index] | bits);
    }

    @Override public long fetchAndRelaxed(int index, long bits) {
        return write(index, values[index] & bits);
    }

    @Override public void fill(long value) {
        Arrays.fill(values, value);
    }

    @Override public void copyFrom(Words source) {
        System.arraycopy(((LedgerWords) source).values, 0, values, 0, values.length);
    }
}
