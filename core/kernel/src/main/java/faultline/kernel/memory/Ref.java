package faultline.kernel.memory;

/// A cell that points at a kernel object, or at nothing. On its line it takes the eight bytes of a [Word].
///
/// Following a poisoned pointer is reported as a use after free ([Memory#bug]).
public abstract class Ref<T extends KernelObject> {
    private final String name;

    protected Ref(String name) {
        this.name = name;
    }

    public final String name() {
        return name;
    }

    public abstract T get();

    public abstract void set(T value);

    public abstract T readOnce();

    public abstract void writeOnce(T value);

    /// As [Word#see].
    public abstract T see(Task task);

    /// Whether the cell points at `object`, read as [Word#see] does, without following the pointer.
    public abstract boolean seeIs(Task task, T object);

    /// Whether the cell points at `object`, read once, without following the pointer.
    public abstract boolean readOnceIs(T object);

    /// Reads a pointer whose target was published by [#rcuAssign]: counts as an acquire.
    public abstract T rcuDereference(String edge);

    /// Publishes: whoever dereferences this pointer sees what was written before.
    public abstract void rcuAssign(String edge, T value);

    /// Stores `value` and returns what was there before; fully ordered.
    public abstract T xchg(String before, String after, T value);

    /// Stores `value` if the cell points at `expected`; returns whether it did. Fully ordered if it did.
    public abstract boolean cmpxchg(String before, String after, T expected, T value);

    @Override public final String toString() {
        return name;
    }
}
