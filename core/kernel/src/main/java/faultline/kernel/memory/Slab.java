package faultline.kernel.memory;

import java.util.function.IntFunction;

/// A cache of kernel objects of one type (`kmem_cache`). Objects are made once and live many lives; what was
/// freed last is handed out first, so that a stale pointer meets a new owner as soon as the rules allow.
///
/// ```
///     free (after the grace period)             allocate
///
///     next[object] = top                        top   A: acquire ◀───┐
///     B: release ────▶ top = object   ──────────────────────────────┘
///                                               next[top], then swap top for it
/// ```
///
/// **B with A.** Whoever takes an object off the stack sees its `next`, and everything its last owner did to
/// it.
///
/// `top` carries a tag that counts the changes, so a swap never succeeds on a stack that went away and came
/// back. When freed memory may be reused is the grace period given at construction: none
/// (`SLAB_TYPESAFE_BY_RCU`: at once, but always as the same type), RCU, or SRCU. Poison is written when it
/// ends.
public final class Slab<T extends KernelObject> implements Memory.Reclaim {
    private static final long INDEX = 0xffff_ffffL;
    private static final long TAG = 1L << 32;
    private static final int PATIENCE = 8;

    private final Memory memory;
    private final Memory.GracePeriod gracePeriod;
    private final IntFunction<T> constructor;
    private final T[] objects;
    private final Word top;
    private final Word made;
    private final Word pending;
    private final Words next;

    /// A slab of at most `capacity` objects called `kind#1`, `kind#2`, … `gracePeriod` is `null` for reuse at
    /// once. `constructor` gets the number. It must not depend on who allocates.
    @SuppressWarnings("unchecked")
    public Slab(Memory memory, String kind, int capacity, Memory.GracePeriod gracePeriod,
                IntFunction<T> constructor) {
        this.memory = memory;
        this.gracePeriod = gracePeriod;
        this.constructor = constructor;
        this.objects = (T[]) new KernelObject[capacity];
        KernelObject self = new Cache(memory, kind + "_cache");
        Line line = memory.line(self);
        this.top = line.word("top", 0);
        this.made = line.word("made", 0);
        this.pending = line.word("pending", 0);
        this.next = memory.words(self, "next", capacity + 1);
    }

    /// An object in a new life, or `null` if the slab is full. If freed ones wait for their grace period, so
    /// does the caller, a few times, unless it stands in RCU itself.
    public T allocate(Task task) {
        T object = take();
        for (int waits = 0; object == null && waits < PATIENCE && mayWait(task); waits++) {
            gracePeriod.synchronize(task);   // whoever reclaims is a little behind
            object = take();
        }
        if (object != null) {
            memory.born(object);
        }
        return object;
    }

    /// Ends the object's life. It may be handed out again after the slab's grace period.
    public void free(Task task, T object) {
        memory.died(object);
        if (gracePeriod == null) {
            push(task, object);
            return;
        }
        pending.fetchAddRelaxed(1);
        memory.defer(task, gracePeriod, this, object);
    }

    /// Gives back an object that was allocated but never published: no reader can have seen it.
    public void freeUnseen(Task task, T object) {
        memory.died(object);
        push(task, object);
    }

    @Override public void reclaim(Task task, KernelObject object) {
        push(task, object);
        pending.fetchAddRelaxed(-1);
    }

    /// How many objects are neither on the free stack nor waiting for a grace period. Exact only when nobody
    /// is at work; for checks at rest.
    public long live() {
        long free = pending.readOnce();
        for (long at = top.readOnce() & INDEX; at != 0; at = next.readOnce((int) at)) {
            free++;
        }
        return Math.min(made.readOnce(), objects.length) - free;
    }

    private void push(Task task, KernelObject object) {
        object.poison(task);
        long old;
        do {
            old = top.readOnce();
            next.writeOnce(object.number(), old & INDEX);
        } while (top.cmpxchgRelease("Slab.B", old, tagged(old, object.number())) != old);
    }

    private boolean mayWait(Task task) {
        return pending.readOnce() > 0 && task.rcuDepth() == 0;
    }

    private T take() {
        T object = pop();
        return object != null ? object : make();
    }

    private T pop() {
        while (true) {
            long old = top.loadAcquire("Slab.A");
            int number = (int) (old & INDEX);
            if (number == 0) {
                return null;
            }
            long below = next.readOnce(number);
            if (top.cmpxchgAcquire("Slab.A", old, tagged(old, below)) == old) {
                return objects[number - 1];
            }
        }
    }

    private T make() {
        int index = (int) made.fetchAddWithinRelaxed(1, 0, objects.length - 1L);
        if (index >= objects.length) {
            return null;
        }
        if (objects[index] == null) {
            // once; a world that rolls back finds it here again
            objects[index] = constructor.apply(index + 1);
        }
        return objects[index];
    }

    private static long tagged(long old, long number) {
        return (old & ~INDEX) + TAG | number;
    }

    private static final class Cache extends KernelObject {
        Cache(Memory memory, String name) {
            super(memory, name, 0);
        }
    }
}
