package faultline.lab.torture;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Word;
import faultline.kernel.memory.Words;

/// A row of the hardware world, watched as [TortureWord] is.
final class TortureWords extends Words {
    private final TortureMemory memory;
    private final KernelObject owner;
    private final String field;
    private final Words row;

    TortureWords(TortureMemory memory, KernelObject owner, String field, Words row) {
        super(row.name(), row.length());
        this.memory = memory;
        this.owner = owner;
        this.field = field;
        this.row = row;
    }

    private long found(int index, long value) {
        return value == Word.POISON ? memory.checked(value, owner, at(index)) : value;
    }

    private String at(int index) {
        return field + "[" + index + "]";
    }

    private void write(int index) {
        memory.step();
        long old = row.readOnce(index);
        if (old == Word.POISON) {
            memory.checkWrite(old, owner, at(index));
        }
    }

    @Override public long get(int index) {
        memory.step();
        return found(index, row.get(index));
    }

    @Override public void set(int index, long value) {
        write(index);
        row.set(index, value);
    }

    @Override public long readOnce(int index) {
        memory.step();
        return found(index, row.readOnce(index));
    }

    @Override public void writeOnce(int index, long value) {
        write(index);
        row.writeOnce(index, value);
    }

    @Override public long loadAcquire(String edge, int index) {
        memory.step();
        return found(index, row.loadAcquire(edge, index));
    }

    @Override public void storeRelease(String edge, int index, long value) {
        write(index);
        row.storeRelease(edge, index, value);
    }

    @Override public long xchg(String before, String after, int index, long value) {
        memory.step();
        return found(index, row.xchg(before, after, index, value));
    }

    @Override public long cmpxchg(String before, String after, int index, long expected, long value) {
        memory.step();
        return found(index, row.cmpxchg(before, after, index, expected, value));
    }

    @Override public long cmpxchgRelaxed(int index, long expected, long value) {
        memory.step();
        return found(index, row.cmpxchgRelaxed(index, expected, value));
    }

    @Override public long fetchOrRelaxed(int index, long bits) {
        memory.step();
        return found(index, row.fetchOrRelaxed(index, bits));
    }

    @Override public long fetchAndRelaxed(int index, long bits) {
        memory.step();
        return found(index, row.fetchAndRelaxed(index, bits));
    }

    @Override public void fill(long value) {
        memory.step();
        row.fill(value);
    }

    @Override public void copyFrom(Words source) {
        TortureWords from = (TortureWords) source;
        memory.step();
        for (int i = 0; i < from.length(); i++) {
            from.found(i, from.row.readOnce(i));
        }
        row.copyFrom(from.row);
    }
}
