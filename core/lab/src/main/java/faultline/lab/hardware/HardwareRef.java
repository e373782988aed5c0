package faultline.lab.hardware;

import static faultline.lab.hardware.Cells.UNSAFE;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Ref;
import faultline.kernel.memory.Task;

/// A cell that holds a handle.
final class HardwareRef<T extends KernelObject> extends Ref<T> {
    private final HardwareLine line;   // and so the memory that the address lies in
    private final Handles handles;
    private final long address;

    HardwareRef(String name, HardwareLine line, long address) {
        super(name);
        this.line = line;
        this.handles = line.memory().handles();
        this.address = address;
    }

    @Override public T get() {
        return named(UNSAFE.getLong(null, address));
    }

    @Override public void set(T value) {
        UNSAFE.putLong(null, address, handle(value));
    }

    @Override public T readOnce() {
        return named(UNSAFE.getLongOpaque(null, address));
    }

    @Override public void writeOnce(T value) {
        UNSAFE.putLongOpaque(null, address, handle(value));
    }

    @Override public T see(Task task) {
        return named(UNSAFE.getLong(null, address));
    }

    @Override public boolean seeIs(Task task, T object) {
        return UNSAFE.getLong(null, address) == handle(object);
    }

    @Override public boolean readOnceIs(T object) {
        return UNSAFE.getLongOpaque(null, address) == handle(object);
    }

    @Override public T rcuDereference(String edge) {
        return named(UNSAFE.getLongAcquire(null, address));
    }

    @Override public void rcuAssign(String edge, T value) {
        UNSAFE.putLongRelease(null, address, handle(value));
    }

    @Override public T xchg(String before, String after, T value) {
        HardwareMemory.fenceWhereWeak();
        long old = UNSAFE.getAndSetLong(null, address, handle(value));
        HardwareMemory.fenceWhereWeak();
        return named(old);
    }

    @Override public boolean cmpxchg(String before, String after, T expected, T value) {
        HardwareMemory.fenceWhereWeak();
        boolean swapped = UNSAFE.compareAndSetLong(null, address, handle(expected), handle(value));
        HardwareMemory.fenceWhereWeak();
        return swapped;
    }

    private static long handle(KernelObject object) {
        return object == null ? 0 : object.handle();
    }

    @SuppressWarnings("unchecked")
    private T named(long handle) {
        KernelObject object = handles.at(handle);
        if (object == null && handle != 0) {
            throw useAfterFree();
        }
        return (T) object;
    }

    private RuntimeException useAfterFree() {
        String field = name().substring(line.owner().kind().length());
        return line.memory().bug("use after free: " + line.owner() + field);
    }
}
