package faultline.lab.torture;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Ref;
import faultline.kernel.memory.Task;

/// A watched word that holds a handle.
final class TortureRef<T extends KernelObject> extends Ref<T> {
    private final TortureMemory memory;
    private final TortureWord word;

    TortureRef(TortureMemory memory, TortureWord word) {
        super(word.name());
        this.memory = memory;
        this.word = word;
    }

    @SuppressWarnings("unchecked")
    private T named(long handle) {
        return (T) memory.object(handle);
    }

    private static long handle(KernelObject object) {
        return object == null ? 0 : object.handle();
    }

    @Override public T get() {
        return named(word.get());
    }

    @Override public void set(T value) {
        word.set(handle(value));
    }

    @Override public T readOnce() {
        return named(word.readOnce());
    }

    @Override public void writeOnce(T value) {
        word.writeOnce(handle(value));
    }

    @Override public T see(Task task) {
        return named(word.see(task));
    }

    @Override public boolean seeIs(Task task, T object) {
        return word.see(task) == handle(object);
    }

    @Override public boolean readOnceIs(T object) {
        return word.readOnce() == handle(object);
    }

    @Override public T rcuDereference(String edge) {
        return named(word.loadAcquire(edge));
    }

    @Override public void rcuAssign(String edge, T value) {
        word.storeRelease(edge, handle(value));
    }

    @Override public T xchg(String before, String after, T value) {
        return named(word.xchg(before, after, handle(value)));
    }

    @Override public boolean cmpxchg(String before, String after, T expected, T value) {
        return word.cmpxchg(before, after, handle(expected), handle(value)) == handle(expected);
    }
}
