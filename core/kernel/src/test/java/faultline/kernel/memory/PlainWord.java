package faultline.kernel.memory;

/// A word of a [PlainMemory].
final class PlainWord extends Word {
    private final PlainCells cells;
    private final int index;

    PlainWord(String name, PlainCells cells, int index) {
        super(name);
        this.cells = cells;
        this.index = index;
    }

    private long add(long delta, long min, long max) {
        return cells.update(index, old -> min <= old && old <= max ? old + delta : old);
    }

    private boolean await(Task task, long mask, long value, boolean killable) {
        while ((cells.get(index) & mask) != value) {
            if (killable && task.fatalSignalPending()) {
                return false;
            }
            task.poll();
        }
        return true;
    }

    @Override public long get() {
        return cells.get(index);
    }

    @Override public void set(long value) {
        cells.set(index, value);
    }

    @Override public long readOnce() {
        return cells.get(index);
    }

    @Override public void writeOnce(long value) {
        cells.set(index, value);
    }

    @Override public long see(Task task) {
        return cells.get(index);
    }

    @Override public long loadAcquire(String edge) {
        return cells.get(index);
    }

    @Override public void storeRelease(String edge, long value) {
        cells.set(index, value);
    }

    @Override public long fetchAdd(String before, String after, long delta) {
        return fetchAddRelaxed(delta);
    }

    @Override public long fetchAddRelaxed(long delta) {
        return cells.update(index, old -> old + delta);
    }

    @Override public long fetchAddAcquire(String edge, long delta) {
        return fetchAddRelaxed(delta);
    }

    @Override public long fetchAddRelease(String edge, long delta) {
        return fetchAddRelaxed(delta);
    }

    @Override public long fetchAddWithin(String before, String after, long delta, long min, long max) {
        return add(delta, min, max);
    }

    @Override public long fetchAddWithinAcquire(String edge, long delta, long min, long max) {
        return add(delta, min, max);
    }

    @Override public long fetchAddWithinRelaxed(long delta, long min, long max) {
        return add(delta, min, max);
    }

    @Override public long xchg(String before, String after, long value) {
        return xchgRelaxed(value);
    }

    @Override public long xchgRelaxed(long value) {
        return cells.update(index, _ -> value);
    }

    @Override public long xchgAcquire(String edge, long value) {
        return xchgRelaxed(value);
    }

    @Override public long xchgRelease(String edge, long value) {
        return xchgRelaxed(value);
    }

    @Override public long cmpxchg(String before, String after, long expected, long value) {
        return cells.cmpxchg(index, expected, value);
    }

    @Override public long cmpxchgRelaxed(long expected, long value) {
        return cells.cmpxchg(index, expected, value);
    }

    @Override public long cmpxchgAcquire(String edge, long expected, long value) {
        return cells.cmpxchg(index, expected, value);
    }

    @Override public long cmpxchgRelease(String edge, long expected, long value) {
        return cells.cmpxchg(index, expected, value);
    }

    @Override public long fetchOrRelaxed(long bits) {
        return cells.update(index, old -> old | bits);
    }

    @Override public long fetchAndRelaxed(long bits) {
        return cells.update(index, old -> old & bits);
    }

    @Override public boolean awaitAcquire(String edge, Task task, long mask, long value, boolean killable) {
        return await(task, mask, value, killable);
    }

    @Override public boolean awaitRelaxed(Task task, long mask, long value, boolean killable) {
        return await(task, mask, value, killable);
    }
}
