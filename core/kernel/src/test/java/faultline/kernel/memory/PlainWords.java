package faultline.kernel.memory;

/// A row of a [PlainMemory].
final class PlainWords extends Words {
    private final PlainCells cells;

    PlainWords(String name, int length) {
        super(name, length);
        this.cells = new PlainCells(length);
    }

    @Override public long get(int index) {
        return cells.get(index);
    }

    @Override public void set(int index, long value) {
        cells.set(index, value);
    }

    @Override public long readOnce(int index) {
        return cells.get(index);
    }

    @Override public void writeOnce(int index, long value) {
        cells.set(index, value);
    }

    @Override public long loadAcquire(String edge, int index) {
        return cells.get(index);
    }

    @Override public void storeRelease(String edge, int index, long value) {
        cells.set(index, value);
    }

    @Override public long xchg(String before, String after, int index, long value) {
        return cells.update(index, _ -> value);
    }

    @Override public long cmpxchg(String before, String after, int index, long expected, long value) {
        return cells.cmpxchg(index, expected, value);
    }

    @Override public long cmpxchgRelaxed(int index, long expected, long value) {
        return cells.cmpxchg(index, expected, value);
    }

    @Override public long fetchOrRelaxed(int index, long bits) {
        return cells.update(index, old -> old | bits);
    }

    @Override public long fetchAndRelaxed(int index, long bits) {
        return cells.update(index, old -> old & bits);
    }

    @Override public void fill(long value) {
        for (int i = 0; i < length(); i++) {
            cells.set(i, value);
        }
    }

    @Override public void copyFrom(Words source) {
        for (int i = 0; i < length(); i++) {
            cells.set(i, source.get(i));
        }
    }
}
