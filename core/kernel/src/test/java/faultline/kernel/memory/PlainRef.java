package faultline.kernel.memory;

/// A pointer of a [PlainMemory].
final class PlainRef<T extends KernelObject> extends Ref<T> {
    private final Memory memory;
    private final PlainCells cells;
    private final int index;

    PlainRef(Memory memory, String name, PlainCells cells, int index) {
        super(name);
        this.memory = memory;
        this.cells = cells;
        this.index = index;
    }

    @SuppressWarnings("unchecked")
    private T follow(long handle) {
        return (T) memory.object(handle);
    }

    private static long handle(KernelObject object) {
        return object == null ? 0 : object.handle();
    }

    @Override public T get() {
        return follow(cells.get(index));
    }

    @Override public void set(T value) {
        cells.set(index, handle(value));
    }

    @Override public T readOnce() {
        return get();
    }

    @Override public void writeOnce(T value) {
        set(value);
    }

    @Override public T see(Task task) {
        return get();
    }

    @Override public boolean seeIs(Task task, T object) {
        return readOnceIs(object);
    }

    @Override public boolean readOnceIs(T object) {
        return cells.get(index) == handle(object);
    }

    @Override public T rcuDereference(String edge) {
        return get();
    }

    @Override public void rcuAssign(String edge, T value) {
        set(value);
    }

    @Override public T xchg(String before, String after, T value) {
        return follow(cells.update(index, _ -> handle(value)));
    }

    @Override public boolean cmpxchg(String before, String after, T expected, T value) {
        return cells.cmpxchg(index, handle(expected), handle(value)) == handle(expected);
    }
}
