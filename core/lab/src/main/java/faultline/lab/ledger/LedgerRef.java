package faultline.lab.ledger;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Ref;
import faultline.kernel.memory.Task;

/// A pointer whose every access is entered.
final class LedgerRef<T extends KernelObject> extends Ref<T> {
    private final LedgerMemory memory;
    private final KernelObject owner;
    private final String field;
    private T value;

    LedgerRef(LedgerMemory memory, KernelObject owner, String field) {
        super(owner.kind() + "." + field);
        this.memory = memory;
        this.owner = owner;
        this.field = field;
    }

    private T read(String access, String edge) {
        memory.enter(access, edge, owner, field, memory.text(value), "");
        return value;
    }

    private T write(String access, String edge, T next) {
        memory.enter(access, edge, owner, field, memory.text(value), memory.text(next));
        T old = value;
        value = next;
        return old;
    }

    @Override public T get() {
        return read("get", "");
    }

    @Override public void set(T next) {
        write("set", "", next);
    }

    @Override public T readOnce() {
        return read("readOnce", "");
    }

    @Override public void writeOnce(T next) {
        write("writeOnce", "", next);
    }

    @Override public T see(Task task) {
        return read("see", "");
    }

    @Override public boolean seeIs(Task task, T object) {
        return read("seeIs", "") == object;
    }

    @Override public boolean readOnceIs(T object) {
        return read("readOnceIs", "") == object;
    }

    @Override public T rcuDereference(String edge) {
        return read("rcuDereference", edge);
    }

    @Override public void rcuAssign(String edge, T next) {
        write("rcuAssign", edge, next);
    }

    @Override public T xchg(String before, String after, T next) {
        return write("xchg", Entry.both(before, after), next);
    }

    @Override public boolean cmpxchg(String before, String after, T expected, T next) {
        return write("cmpxchg", Entry.both(before, after), value == expected ? next : value) == expected;
    }
}
