package faultline.lab.machine;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Ref;
import faultline.kernel.memory.Task;

/// A cell that holds a handle.
final class MachineRef<T extends KernelObject> extends Ref<T> {
    private final MachineLine owner;
    private final Caches caches;
    private final int line;
    private final int cell;
    private final int billed;

    MachineRef(String name, MachineLine line, int cell) {
        super(name);
        this.owner = line;
        this.caches = line.memory().machine().caches();
        this.line = line.line();
        this.cell = cell;
        this.billed = line.memory().machine().bill().number(name);
    }

    private long read() {
        caches.read(line, billed);
        return caches.cells[cell];
    }

    private void write(T value) {
        caches.write(line, billed);
        caches.cells[cell] = handle(value);
    }

    @Override public T get() {
        return named(read());
    }

    @Override public void set(T value) {
        write(value);
    }

    @Override public T readOnce() {
        return named(read());
    }

    @Override public void writeOnce(T value) {
        write(value);
    }

    @Override public T see(Task task) {
        return named(read());
    }

    @Override public boolean seeIs(Task task, T object) {
        return read() == handle(object);
    }

    @Override public boolean readOnceIs(T object) {
        return read() == handle(object);
    }

    @Override public T rcuDereference(String edge) {
        return named(read());
    }

    @Override public void rcuAssign(String edge, T value) {
        write(value);
    }

    @Override public T xchg(String before, String after, T value) {
        caches.update(line, billed);
        long old = caches.cells[cell];
        caches.cells[cell] = handle(value);
        return named(old);
    }

    @Override public boolean cmpxchg(String before, String after, T expected, T value) {
        caches.update(line, billed);
        if (caches.cells[cell] != handle(expected)) {
            return false;
        }
        caches.cells[cell] = handle(value);
        return true;
    }

    private static long handle(KernelObject object) {
        return object == null ? 0 : object.handle();
    }

    @SuppressWarnings("unchecked")
    private T named(long handle) {
        KernelObject object = owner.memory().at(handle);
        if (object == null && handle != 0) {
            String field = name().substring(owner.owner().kind().length());
            throw owner.memory().bug("use after free: " + owner.owner() + field);
        }
        return (T) object;
    }
}
