package faultline.lab.ledger;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Ref;
import faultline.kernel.memory.Task;

/// A pointer that says when it is written.
final class LedgerRef<T extends KernelObject> extends Ref<T> {
    private final LedgerMemory memory;
    private final String cell;
    private T value;

    LedgerRef(LedgerMemory memory, String name, String cell) {
        super(name);
        this.memory = memory;
        this.cell = cell;
    }

    private T write(T next) {
        memory.writes(cell);
        T old = value;
        value = next;
        return old;
    }

    @Override public T get() {
        return value;
    }

    @Override public void set(T next) {
        write(next);
    }

    @Override public T readOnce() {
        return value;
    }

    @Override public void writeOnce(T next) {
        write(next);
    }

    @Override public T see(Task task) {
        return value;
    }

    @Override public boolean seeIs(Task task, T object) {
        return value == object;
    }

    @Override public boolean readOnceIs(T object) {
        return value == object;
    }

    @Override public T rcuDereference(String edge) {
        return value;
    }

    @Override public void rcuAssign(String edge, T next) {
        write(next);
    }

    @Override public T xchg(String before, String after, T next) {
        return write(next);
    }

    @Override public boolean cmpxchg(String before, String after, T expected, T next) {
        return write(value == expected ? next : value) == expected;
    }
}
