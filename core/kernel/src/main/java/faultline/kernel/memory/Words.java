package faultline.kernel.memory;

/// Many 64-bit cells in a row, eight to a line: the entries of a page table, the contents of a frame, a
/// bitmap. Starts as zeroes. Accesses are ordered as those of [Word].
public abstract class Words {
    private final String name;
    private final int length;

    protected Words(String name, int length) {
        this.name = name;
        this.length = length;
    }

    public final String name() {
        return name;
    }

    public final int length() {
        return length;
    }

    public abstract long get(int index);

    public abstract void set(int index, long value);

    public abstract long readOnce(int index);

    public abstract void writeOnce(int index, long value);

    public abstract long loadAcquire(String edge, int index);

    public abstract void storeRelease(String edge, int index, long value);

    public abstract long xchg(String before, String after, int index, long value);

    public abstract long cmpxchg(String before, String after, int index, long expected, long value);

    public abstract long cmpxchgRelaxed(int index, long expected, long value);

    public abstract long fetchOrRelaxed(int index, long bits);

    public abstract long fetchAndRelaxed(int index, long bits);

    /// Plain writes of one value to every cell (`clear_page`).
    public abstract void fill(long value);

    /// Plain reads of another row of the same length, plain writes to this one (`copy_page`).
    public abstract void copyFrom(Words source);

    @Override public final String toString() {
        return name;
    }
}
