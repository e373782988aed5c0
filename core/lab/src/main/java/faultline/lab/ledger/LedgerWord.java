package faultline.lab.ledger;

import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;

/// A cell that says when it is written. A `cmpxchg` that fails takes the line for itself too.
final class LedgerWord extends Word {
    private final LedgerMemory memory;
    private final String cell;
    private long value;

    LedgerWord(LedgerMemory memory, String name, String cell, long initial) {
        super(name);
        this.memory = memory;
        this.cell = cell;
        this.value = initial;
    }

    private long write(long next) {
        memory.writes(cell);
        long old = value;
        value = next;
        return old;
    }

    private long exchange(long expected, long next) {
        return write(value == expected ? next : value);
    }

    private long addWithin(long delta, long min, long max) {
        return value >= min && value <= max ? write(value + delta) : value;
    }

    private boolean await(long mask, long wanted) {
        if ((value & mask) != wanted) {
            throw memory.bug("waits for " + cell + ", which nobody will change");
        }
        return true;
    }

    @Override public long get() {
        return value;
    }

    @Override public void set(long next) {
        write(next);
    }

    @Override public long readOnce() {
        return value;
    }

    @Override public void writeOnce(long next) {
        write(next);
    }

    @Override public long see(Task task) {
        return value;
    }

    @Override public long loadAcquire(String edge) {
        return value;
    }

    @Override public void storeRelease(String edge, long next) {
        write(next);
    }

    @Override public long fetchAdd(String before, String after, long delta) {
        return write(value + delta);
    }

    @Override public long fetchAddRelaxed(long delta) {
        return write(value + delta);
    }

    @Override public long fetchAddAcquire(String edge, long delta) {
        return write(value + delta);
    }

    @Override public long fetchAddRelease(String edge, long delta) {
        return write(value + delta);
    }

    @Override public long fetchAddWithin(String before, String after, long delta, long min, long max) {
        return addWithin(delta, min, max);
    }

    @Override public long fetchAddWithinAcquire(String edge, long delta, long min, long max) {
        return addWithin(delta, min, max);
    }

    @Override public long fetchAddWithinRelaxed(long delta, long min, long max) {
        return addWithin(delta, min, max);
    }

    @Override public long xchg(String before, String after, long next) {
        return write(next);
    }

    @Override public long xchgRelaxed(long next) {
        return write(next);
    }

    @Override public long xchgAcquire(String edge, long next) {
        return write(next);
    }

    @Override public long xchgRelease(String edge, long next) {
        return write(next);
    }

    @Override public long cmpxchg(String before, String after, long expected, long next) {
        return exchange(expected, next);
    }

    @Override public long cmpxchgRelaxed(long expected, long next) {
        return exchange(expected, next);
    }

    @Override public long cmpxchgAcquire(String edge, long expected, long next) {
        return exchange(expected, next);
    }

    @Override public long cmpxchgRelease(String edge, long expected, long next) {
        return exchange(expected, next);
    }

    @Override public long fetchOrRelaxed(long bits) {
        return write(value | bits);
    }

    @Override public long fetchAndRelaxed(long bits) {
        return write(value & bits);
    }

    @Override public boolean awaitAcquire(String edge, Task task, long mask, long wanted, boolean killable) {
        return await(mask, wanted);
    }

    @Override public boolean awaitRelaxed(Task task, long mask, long wanted, boolean killable) {
        return await(mask, wanted);
    }
}
