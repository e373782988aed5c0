package faultline.lab.ledger;

import java.util.Arrays;
import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Words;

/// A row of cells.
final class LedgerWords extends Words {
    private final LedgerMemory memory;
    private final KernelObject owner;
    private final String field;
    private final long[] values;

    LedgerWords(LedgerMemory memory, KernelObject owner, String field, int length) {
        super(owner + "." + field, length);
        this.memory = memory;
        this.owner = owner;
        this.field = field;
        this.values = new long[length];
    }

    private String cell(int index) {
        return field + "[" + index + "]";
    }

    private long read(String access, String edge, int index) {
        memory.enter(access, edge, owner, cell(index), Entry.text(values[index]), "");
        return values[index];
    }

    private long write(String access, String edge, int index, long next) {
        memory.enter(access, edge, owner, cell(index), Entry.text(values[index]), Entry.text(next));
        long old = values[index];
        values[index] = next;
        return old;
    }

    private long exchange(String access, String edge, int index, long expected, long next) {
        return write(access, edge, index, values[index] == expected ? next : values[index]);
    }

    private void all(String access, String after) {
        memory.enter(access, "", owner, field + "[0.." + (length() - 1) + "]", "", after);
    }

    @Override public long get(int index) {
        return read("get", "", index);
    }

    @Override public void set(int index, long next) {
        write("set", "", index, next);
    }

    @Override public long readOnce(int index) {
        return read("readOnce", "", index);
    }

    @Override public void writeOnce(int index, long next) {
        write("writeOnce", "", index, next);
    }

    @Override public long loadAcquire(String edge, int index) {
        return read("loadAcquire", edge, index);
    }

    @Override public void storeRelease(String edge, int index, long next) {
        write("storeRelease", edge, index, next);
    }

    @Override public long xchg(String before, String after, int index, long next) {
        return write("xchg", Entry.both(before, after), index, next);
    }

    @Override public long cmpxchg(String before, String after, int index, long expected, long next) {
        return exchange("cmpxchg", Entry.both(before, after), index, expected, next);
    }

    @Override public long cmpxchgRelaxed(int index, long expected, long next) {
        return exchange("cmpxchgRelaxed", "", index, expected, next);
    }

    @Override public long fetchOrRelaxed(int index, long bits) {
        return write("fetchOrRelaxed", "", index, values[index] | bits);
    }

    @Override public long fetchAndRelaxed(int index, long bits) {
        return write("fetchAndRelaxed", "", index, values[index] & bits);
    }

    @Override public void fill(long value) {
        all("fill", Entry.text(value));
        Arrays.fill(values, value);
    }

    @Override public void copyFrom(Words source) {
        all("copyFrom", source.name());
        System.arraycopy(((LedgerWords) source).values, 0, values, 0, values.length);
    }
}
