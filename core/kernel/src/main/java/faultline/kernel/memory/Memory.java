package faultline.kernel.memory;

/// One world's memory: hands out cells, orders accesses, and knows when readers are gone.
///
/// A world subclasses this together with [Line], [Word], [Words], [Ref] and [Task]. A measured JVM loads one
/// such family only, so every call below is direct and inlined there.
public abstract class Memory {
    private final GracePeriod rcu = this::synchronizeRcu;

    protected Memory() {
    }

    /// A line of its own for `owner`.
    public abstract Line line(KernelObject owner);

    /// `length` cells in lines of their own, all zero.
    public abstract Words words(KernelObject owner, String field, int length);

    /// The object that a handle names. 0 is nothing (`null`); a handle that names no object was read from
    /// freed memory and is a [#bug].
    public abstract KernelObject object(long handle);

    /// Reads before it stay before reads after it.
    public abstract void rmb(String edge);

    /// Writes before it stay before writes after it.
    public abstract void wmb(String edge);

    /// Everything before it stays before everything after it.
    public abstract void mb(String edge);

    /// Enters an RCU read-side critical section; they nest. Costs no shared write. The section must not
    /// sleep.
    public abstract void rcuReadLock(Task task);

    public abstract void rcuReadUnlock(Task task);

    /// Waits until every RCU read-side critical section that began before the call has ended. Sleeps.
    public abstract void synchronizeRcu(Task task);

    /// [#synchronizeRcu], always the same object: what is deferred on it can share one wait.
    public final GracePeriod rcu() {
        return rcu;
    }

    /// Later, on a worker task of the world: `gracePeriod.synchronize`, then `reclaim.reclaim(object)`. One
    /// wait may serve all objects that were deferred on the same grace period before it began (`call_rcu`,
    /// `call_srcu`).
    public abstract void defer(Task task, GracePeriod gracePeriod, Reclaim reclaim, KernelObject object);

    /// Runs `handler` on every CPU whose bit is set in `cpus` (64 a word), but the caller's, each at its next
    /// interrupt point, and returns when all have run (`smp_call_function_many`, waiting). Fully ordered at
    /// both ends. The caller may hold spinlocks: a CPU that spins takes interrupts.
    public abstract void interrupt(Task task, Words cpus, Interrupt handler);

    /// A timer of `cpu`: when `nanos`, or up to twice as much, have passed since it was armed last, `handler`
    /// runs on that CPU as an interrupt. Where time is not the clock's no timer fires; there a task of the
    /// scenario does what the handler would.
    public Timer timer(int cpu, long nanos, Interrupt handler) {
        return () -> { };
    }

    /// Into how many parts memory falls, each near to some CPUs (NUMA nodes).
    public int nodes() {
        return 1;
    }

    /// Which part is near to `cpu`.
    public int node(int cpu) {
        return 0;
    }

    /// Records a violation out of anybody's reach and returns what to throw: `throw memory.bug("…")`.
    public abstract KernelBug bug(String what);

    /// Gives `object` its handle; called once, by its constructor.
    protected abstract long adopt(KernelObject object);

    /// `object` begins a life: the slab has handed it out.
    protected abstract void born(KernelObject object);

    /// `object` was freed: from here on only a reader that began earlier, or one of type-stable memory, may
    /// look.
    protected abstract void died(KernelObject object);

    /// Waits for readers of some kind.
    @FunctionalInterface
    public interface GracePeriod {
        void synchronize(Task task);
    }

    /// What to do with an object once no reader can see it.
    @FunctionalInterface
    public interface Reclaim {
        void reclaim(Task task, KernelObject object);
    }

    /// Fires once after it was last armed. Whoever arms it writes nothing shared as a rule.
    @FunctionalInterface
    public interface Timer {
        void arm();
    }

    /// What an interrupted CPU does, on its own task, between two of its steps. Must neither sleep nor take
    /// locks.
    @FunctionalInterface
    public interface Interrupt {
        void handle(Task task);
    }
}
