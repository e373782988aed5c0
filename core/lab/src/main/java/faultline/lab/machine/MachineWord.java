package faultline.lab.machine;

import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;

/// Eight bytes of a [MachineLine]. A read, a write and an update each have one price, whatever order they ask
/// for.
final class MachineWord extends Word {
    private final Machine machine;
    private final Caches caches;
    private final int line;
    private final int cell;
    private final int billed;

    MachineWord(String name, MachineLine line, int cell) {
        super(name);
        this.machine = line.memory().machine();
        this.caches = machine.caches();
        this.line = line.line();
        this.cell = cell;
        this.billed = machine.bill().number(name);
    }

    private long read() {
        caches.read(line, billed);
        return caches.cells[cell];
    }

    private void write(long value) {
        caches.write(line, billed);
        caches.cells[cell] = value;
    }

    private long update() {
        caches.update(line, billed);
        return caches.cells[cell];
    }

    private long add(long delta) {
        long old = update();
        caches.cells[cell] = old + delta;
        return old;
    }

    private long addWithin(long delta, long min, long max) {
        long seen = read();
        if (seen < min || seen > max) {
            return seen;
        }
        long old = update();
        if (old >= min && old <= max) {
            caches.cells[cell] = old + delta;
        }
        return old;
    }

    private long swap(long value) {
        long old = update();
        caches.cells[cell] = value;
        return old;
    }

    private long swapIf(long expected, long value) {
        long old = update();
        if (old == expected) {
            caches.cells[cell] = value;
        }
        return old;
    }

    @Override public long get() {
        return read();
    }

    @Override public void set(long value) {
        write(value);
    }

    @Override public long readOnce() {
        return read();
    }

    @Override public void writeOnce(long value) {
        write(value);
    }

    @Override public long see(Task task) {
        return read();
    }

    @Override public long loadAcquire(String edge) {
        return read();
    }

    @Override public void storeRelease(String edge, long value) {
        write(value);
    }

    @Override public long fetchAdd(String before, String after, long delta) {
        return add(delta);
    }

    @Override public long fetchAddRelaxed(long delta) {
        return add(delta);
    }

    @Override public long fetchAddAcquire(String edge, long delta) {
        return add(delta);
    }

    @Override public long fetchAddRelease(String edge, long delta) {
        return add(delta);
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

    @Override public long xchg(String before, String after, long value) {
        return swap(value);
    }

    @Override public long xchgRelaxed(long value) {
        return swap(value);
    }

    @Override public long xchgAcquire(String edge, long value) {
        return swap(value);
    }

    @Override public long xchgRelease(String edge, long value) {
        return swap(value);
    }

    @Override public long cmpxchg(String before, String after, long expected, long value) {
        return swapIf(expected, value);
    }

    @Override public long cmpxchgRelaxed(long expected, long value) {
        return swapIf(expected, value);
    }

    @Override public long cmpxchgAcquire(String edge, long expected, long value) {
        return swapIf(expected, value);
    }

    @Override public long cmpxchgRelease(String edge, long expected, long value) {
        return swapIf(expected, value);
    }

    @Override public long fetchOrRelaxed(long bits) {
        long old = update();
        caches.cells[cell] = old | bits;
        return old;
    }

    @Override public long fetchAndRelaxed(long bits) {
        long old = update();
        caches.cells[cell] = old & bits;
        return old;
    }

    @Override public boolean awaitAcquire(String edge, Task task, long mask, long value, boolean killable) {
        while ((read() & mask) != value) {
            if (killable && task.fatalSignalPending()) {
                return false;
            }
            MachineTask me = (MachineTask) task;
            me.answer(true);
            if ((caches.cells[cell] & mask) != value) {
                machine.spin(me, line, billed);
            }
        }
        return true;
    }

    @Override public boolean awaitRelaxed(Task task, long mask, long value, boolean killable) {
        return awaitAcquire(null, task, mask, value, killable);
    }
}
