package faultline.lab.explorer;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Ref;
import faultline.kernel.memory.Task;

/// A cell that holds an object's handle.
final class ExplorerRef<T extends KernelObject> extends Ref<T> {
    private final Execution execution;
    private final Location at;

    ExplorerRef(Execution execution, String name, Location at) {
        super(name);
        this.execution = execution;
        this.at = at;
    }

    @SuppressWarnings("unchecked")
    private T named(long handle) {
        return (T) at.owner.memory().object(handle);
    }

    private static long handle(KernelObject object) {
        return object == null ? 0 : object.handle();
    }

    @Override public T get() {
        return named(execution.load(at, false, true));
    }

    @Override public void set(T value) {
        execution.store(at, handle(value), false, true);
    }

    @Override public T readOnce() {
        return named(execution.load(at, false, false));
    }

    @Override public void writeOnce(T value) {
        execution.store(at, handle(value), false, false);
    }

    @Override public T see(Task task) {
        return named(execution.load(at, false, !task.speculates()));
    }

    @Override public boolean seeIs(Task task, T object) {
        return execution.load(at, false, !task.speculates()) == handle(object);
    }

    @Override public boolean readOnceIs(T object) {
        return execution.load(at, false, false) == handle(object);
    }

    @Override public T rcuDereference(String edge) {
        return named(execution.load(at, execution.keeps(edge), false));
    }

    @Override public void rcuAssign(String edge, T value) {
        execution.store(at, handle(value), execution.keeps(edge), false);
    }

    @Override public T xchg(String before, String after, T value) {
        return named(execution.modify(at, before, after, false, false, Rmw.EXCHANGE, handle(value), 0, 0));
    }

    @Override public boolean cmpxchg(String before, String after, T expected, T value) {
        return execution.modify(at, before, after, false, false, Rmw.COMPARE_EXCHANGE, handle(expected),
                handle(value), 0) == handle(expected);
    }
}
