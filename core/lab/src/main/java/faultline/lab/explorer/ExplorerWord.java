package faultline.lab.explorer;

import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;

/// A cell of the explored kernel.
final class ExplorerWord extends Word {
    private final Execution execution;
    private final Location at;

    ExplorerWord(Execution execution, String name, Location at) {
        super(name);
        this.execution = execution;
        this.at = at;
    }

    Location at() {
        return at;
    }

    private long relaxed(Rmw how, long a, long b, long c) {
        return execution.modify(at, null, null, false, false, how, a, b, c);
    }

    private long acquire(String edge, Rmw how, long a, long b, long c) {
        return execution.modify(at, null, null, execution.keeps(edge), false, how, a, b, c);
    }

    private long release(String edge, Rmw how, long a, long b) {
        return execution.modify(at, null, null, false, execution.keeps(edge), how, a, b, 0);
    }

    private long full(String before, String after, Rmw how, long a, long b, long c) {
        return execution.modify(at, before, after, false, false, how, a, b, c);
    }

    @Override public long get() {
        return execution.load(at, false, true);
    }

    @Override public void set(long value) {
        execution.store(at, value, false, true);
    }

    @Override public long readOnce() {
        return execution.load(at, false, false);
    }

    @Override public void writeOnce(long value) {
        execution.store(at, value, false, false);
    }

    @Override public long see(Task task) {
        return execution.load(at, false, !task.speculates());
    }

    @Override public long loadAcquire(String edge) {
        return execution.load(at, execution.keeps(edge), false);
    }

    @Override public void storeRelease(String edge, long value) {
        execution.store(at, value, execution.keeps(edge), false);
    }

    @Override public long fetchAdd(String before, String after, long delta) {
        return full(before, after, Rmw.ADD, delta, 0, 0);
    }

    @Override public long fetchAddRelaxed(long delta) {
        return relaxed(Rmw.ADD, delta, 0, 0);
    }

    @Override public long fetchAddAcquire(String edge, long delta) {
        return acquire(edge, Rmw.ADD, delta, 0, 0);
    }

    @Override public long fetchAddRelease(String edge, long delta) {
        return release(edge, Rmw.ADD, delta, 0);
    }

    @Override public long fetchAddWithin(String before, String after, long delta, long min, long max) {
        return full(before, after, Rmw.ADD_WITHIN, delta, min, max);
    }

    @Override public long fetchAddWithinAcquire(String edge, long delta, long min, long max) {
        return acquire(edge, Rmw.ADD_WITHIN, delta, min, max);
    }

    @Override public long fetchAddWithinRelaxed(long delta, long min, long max) {
        return relaxed(Rmw.ADD_WITHIN, delta, min, max);
    }

    @Override public long xchg(String before, String after, long value) {
        return full(before, after, Rmw.EXCHANGE, value, 0, 0);
    }

    @Override public long xchgRelaxed(long value) {
        return relaxed(Rmw.EXCHANGE, value, 0, 0);
    }

    @Override public long xchgAcquire(String edge, long value) {
        return acquire(edge, Rmw.EXCHANGE, value, 0, 0);
    }

    @Override public long xchgRelease(String edge, long value) {
        return release(edge, Rmw.EXCHANGE, value, 0);
    }

    @Override public long cmpxchg(String before, String after, long expected, long value) {
        return full(before, after, Rmw.COMPARE_EXCHANGE, expected, value, 0);
    }

    @Override public long cmpxchgRelaxed(long expected, long value) {
        return relaxed(Rmw.COMPARE_EXCHANGE, expected, value, 0);
    }

    @Override public long cmpxchgAcquire(String edge, long expected, long value) {
        return acquire(edge, Rmw.COMPARE_EXCHANGE, expected, value, 0);
    }

    @Override public long cmpxchgRelease(String edge, long expected, long value) {
        return release(edge, Rmw.COMPARE_EXCHANGE, expected, value);
    }

    @Override public long fetchOrRelaxed(long bits) {
        return relaxed(Rmw.OR, bits, 0, 0);
    }

    @Override public long fetchAndRelaxed(long bits) {
        return relaxed(Rmw.AND, bits, 0, 0);
    }

    @Override public boolean awaitAcquire(String edge, Task task, long mask, long value, boolean killable) {
        return execution.await(at, execution.keeps(edge), mask, value, killable);
    }

    @Override public boolean awaitRelaxed(Task task, long mask, long value, boolean killable) {
        return execution.await(at, false, mask, value, killable);
    }
}
