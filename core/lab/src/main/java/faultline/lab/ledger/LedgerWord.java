package faultline.lab.ledger;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;

/// A cell whose every access is entered. A `cmpxchg` that fails takes the line for itself too.
final class LedgerWord extends Word {
    private final LedgerMemory memory;
    private final KernelObject owner;
    private final String field;
    private long value;

    LedgerWord(LedgerMemory memory, KernelObject owner, String field, long initial) {
        super(owner.kind() + "." + field);
        this.memory = memory;
        this.owner = owner;
        this.field = field;
        this.value = initial;
    }

    private long read(String access, String edge) {
        memory.enter(access, edge, owner, field, Entry.text(value), "");
        return value;
    }

    private long write(String access, String edge, long next) {
        memory.enter(access, edge, owner, field, Entry.text(value), Entry.text(next));
        long old = value;
        value = next;
        return old;
    }

    private long exchange(String access, String edge, long expected, long next) {
        return write(access, edge, value == expected ? next : value);
    }

    private long addWithin(String access, String edge, long delta, long min, long max) {
        return value >= min && value <= max ? write(access, edge, value + delta) : read(access, edge);
    }

    private boolean await(String access, String edge, long mask, long wanted) {
        if ((value & mask) != wanted) {
            throw memory.bug("waits for " + owner + "." + field + ", which nobody will change");
        }
        read(access, edge);
        return true;
    }

    @Override public long get() {
        return read("get", "");
    }

    @Override public void set(long next) {
        write("set", "", next);
    }

    @Override public long readOnce() {
        return read("readOnce", "");
    }

    @Override public void writeOnce(long next) {
        write("writeOnce", "", next);
    }

    @Override public long see(Task task) {
        return read("see", "");
    }

    @Override public long loadAcquire(String edge) {
        return read("loadAcquire", edge);
    }

    @Override public void storeRelease(String edge, long next) {
        write("storeRelease", edge, next);
    }

    @Override public long fetchAdd(String before, String after, long delta) {
        return write("fetchAdd", Entry.both(before, after), value + delta);
    }

    @Override public long fetchAddRelaxed(long delta) {
        return write("fetchAddRelaxed", "", value + delta);
    }

    @Override public long fetchAddAcquire(String edge, long delta) {
        return write("fetchAddAcquire", edge, value + delta);
    }

    @Override public long fetchAddRelease(String edge, long delta) {
        return write("fetchAddRelease", edge, value + delta);
    }

    @Override public long fetchAddWithin(String before, String after, long delta, long min, long max) {
        return addWithin("fetchAddWithin", Entry.both(before, after), delta, min, max);
    }

    @Override public long fetchAddWithinAcquire(String edge, long delta, long min, long max) {
        return addWithin("fetchAddWithinAcquire", edge, delta, min, max);
    }

    @Override public long fetchAddWithinRelaxed(long delta, long min, long max) {
        return addWithin("fetchAddWithinRelaxed", "", delta, min, max);
    }

    @Override public long xchg(String before, String after, long next) {
        return write("xchg", Entry.both(before, after), next);
    }

    @Override public long xchgRelaxed(long next) {
        return write("xchgRelaxed", "", next);
    }

    @Override public long xchgAcquire(String edge, long next) {
        return write("xchgAcquire", edge, next);
    }

    @Override public long xchgRelease(String edge, long next) {
        return write("xchgRelease", edge, next);
    }

    @Override public long cmpxchg(String before, String after, long expected, long next) {
        return exchange("cmpxchg", Entry.both(before, after), expected, next);
    }

    @Override public long cmpxchgRelaxed(long expected, long next) {
        return exchange("cmpxchgRelaxed", "", expected, next);
    }

    @Override public long cmpxchgAcquire(String edge, long expected, long next) {
        return exchange("cmpxchgAcquire", edge, expected, next);
    }

    @Override public long cmpxchgRelease(String edge, long expected, long next) {
        return exchange("cmpxchgRelease", edge, expected, next);
    }

    @Override public long fetchOrRelaxed(long bits) {
        return write("fetchOrRelaxed", "", value | bits);
    }

    @Override public long fetchAndRelaxed(long bits) {
        return write("fetchAndRelaxed", "", value & bits);
    }

    @Override public boolean awaitAcquire(String edge, Task task, long mask, long wanted, boolean killable) {
        return await("awaitAcquire", edge, mask, wanted);
    }

    @Override public boolean awaitRelaxed(Task task, long mask, long wanted, boolean killable) {
        return await("awaitRelaxed", "", mask, wanted);
    }
}
