package faultline.kernel.memory;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.LongUnaryOperator;

/// The simplest memory there is, for tests inside this module: every access is sequentially consistent, and RCU is one
/// big lock. It shows whether an algorithm is right at all; which orderings it needs, only the lab's worlds show.
public final class PlainMemory extends Memory {
    private static final Runnable NOTHING = () -> { };

    private final List<KernelObject> objects = new ArrayList<>();
    private final List<String> bugs = new ArrayList<>();
    private final Queue<Runnable> deferred = new ArrayDeque<>();
    private final ReentrantReadWriteLock rcu = new ReentrantReadWriteLock();
    private final AtomicReference<Runnable> beforeFollowing = new AtomicReference<>(NOTHING);
    private final AtomicReference<Runnable> duringDeviceWait = new AtomicReference<>(NOTHING);

    /// The task of CPU `cpu`.
    public Task task(int cpu) {
        return new PlainTask(cpu);
    }

    /// Everything that was found wrong.
    public List<String> bugs() {
        synchronized (bugs) {
            return List.copyOf(bugs);
        }
    }

    /// Somebody does this, once, when a handle has been read and the object is about to be looked up.
    public void beforeFollowing(Runnable meanwhile) {
        beforeFollowing.set(meanwhile);
    }

    /// Somebody does this, once, while a task waits for the device.
    public void duringDeviceWait(Runnable meanwhile) {
        duringDeviceWait.set(meanwhile);
    }

    /// Reclaims all that was deferred, after one grace period.
    public void drain() {
        List<Runnable> ready;
        synchronized (deferred) {
            ready = List.copyOf(deferred);
            deferred.clear();
        }
        rcu.writeLock().lock();
        rcu.writeLock().unlock();
        ready.forEach(Runnable::run);
    }

    @Override public Line line(KernelObject owner) {
        return new PlainLine(owner, new Cells(Line.CELLS));
    }

    @Override public Words words(KernelObject owner, String field, int length) {
        return new PlainWords(owner.kind() + "." + field, new Cells(length));
    }

    @Override public KernelObject object(long handle) {
        if (handle == 0) {
            return null;
        }
        beforeFollowing.getAndSet(NOTHING).run();
        synchronized (objects) {
            if (0 < handle && handle <= objects.size()) {
                return objects.get((int) handle - 1);
            }
        }
        throw bug("no object has the handle 0x" + Long.toHexString(handle));
    }

    @Override public void rmb(String edge) {
        // every access is ordered
    }

    @Override public void wmb(String edge) {
        // every access is ordered
    }

    @Override public void mb(String edge) {
        // every access is ordered
    }

    @Override public void rcuReadLock(Task task) {
        rcu.readLock().lock();
    }

    @Override public void rcuReadUnlock(Task task) {
        rcu.readLock().unlock();
    }

    @Override public void synchronizeRcu(Task task) {
        rcu.writeLock().lock();
        rcu.writeLock().unlock();
    }

    @Override public void defer(Task task, GracePeriod gracePeriod, Reclaim reclaim, KernelObject object) {
        synchronized (deferred) {
            deferred.add(() -> reclaim.reclaim(task, object));
        }
    }

    @Override public void interrupt(Task task, Words cpus, Interrupt handler) {
        throw new AssertionError("nobody is interrupted in these tests");
    }

    @Override public KernelBug bug(String what) {
        synchronized (bugs) {
            bugs.add(what);
        }
        return new KernelBug(what);
    }

    @Override protected long adopt(KernelObject object) {
        synchronized (objects) {
            objects.add(object);
            return objects.size();
        }
    }

    @Override protected void born(KernelObject object) {
        // nobody asks
    }

    @Override protected void died(KernelObject object) {
        // nobody asks
    }

    private final class PlainTask extends Task {
        PlainTask(int cpu) {
            super(PlainMemory.this, "task", cpu + 1, cpu);
        }

        @Override public void prepareToSleep(String edge, boolean killable) {
            throw new AssertionError("nobody sleeps in these tests");
        }

        @Override public void sleep() {
            throw new AssertionError("nobody sleeps in these tests");
        }

        @Override public void finishSleep() {
            throw new AssertionError("nobody sleeps in these tests");
        }

        @Override public void wake(String edge) {
            throw new AssertionError("nobody sleeps in these tests");
        }

        @Override public boolean fatalSignalPending() {
            return false;
        }

        @Override public void kill() {
            throw new AssertionError("nobody is killed in these tests");
        }

        @Override public void poll() {
            Thread.onSpinWait();
        }

        @Override public void waitForDevice(long nanos) {
            duringDeviceWait.getAndSet(NOTHING).run();
        }

        @Override public void work(String name) {
            // takes no time
        }
    }

    /// Cells and all that one can do to them; each word is a window on one.
    private static final class Cells {
        private final AtomicLongArray values;

        Cells(int length) {
            this.values = new AtomicLongArray(length);
        }

        long get(int index) {
            return values.get(index);
        }

        void set(int index, long value) {
            values.set(index, value);
        }

        long update(int index, LongUnaryOperator change) {
            return values.getAndUpdate(index, change);
        }

        long cmpxchg(int index, long expected, long value) {
            return values.compareAndExchange(index, expected, value);
        }

        int length() {
            return values.length();
        }
    }

    private final class PlainLine extends Line {
        private final Cells cells;
        private final boolean[] stable = new boolean[CELLS];
        private int used;

        PlainLine(KernelObject owner, Cells cells) {
            super(owner);
            this.cells = cells;
        }

        @Override public Word word(String field, long initial) {
            cells.set(used, initial);
            return new PlainWord(owner().kind() + "." + field, cells, used++);
        }

        @Override public <T extends KernelObject> Ref<T> ref(String field) {
            return new PlainRef<>(PlainMemory.this, owner().kind() + "." + field, cells, used++);
        }

        @Override public Word stableWord(String field, long initial) {
            stable[used] = true;
            return word(field, initial);
        }

        @Override public <T extends KernelObject> Ref<T> stableRef(String field) {
            stable[used] = true;
            return ref(field);
        }

        @Override protected void poison(Task task) {
            for (int i = 0; i < used; i++) {
                if (!stable[i]) {
                    cells.set(i, Word.POISON);
                }
            }
        }
    }

    private static final class PlainRef<T extends KernelObject> extends Ref<T> {
        private final Memory memory;
        private final Cells cells;
        private final int index;

        PlainRef(Memory memory, String name, Cells cells, int index) {
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

    private static final class PlainWords extends Words {
        private final Cells cells;

        PlainWords(String name, Cells cells) {
            super(name, cells.length());
            this.cells = cells;
        }

        @Override public long get(int index) {
            return cells.get(index);
        }

        @Override public void set(int index, long value) {
            cells.set(index, value);
        }

        @Override public long readOnce(int index) {
            return cells.get(index);
        }

        @Override public void writeOnce(int index, long value) {
            cells.set(index, value);
        }

        @Override public long loadAcquire(String edge, int index) {
            return cells.get(index);
        }

        @Override public void storeRelease(String edge, int index, long value) {
            cells.set(index, value);
        }

        @Override public long xchg(String before, String after, int index, long value) {
            return cells.update(index, _ -> value);
        }

        @Override public long cmpxchg(String before, String after, int index, long expected, long value) {
            return cells.cmpxchg(index, expected, value);
        }

        @Override public long cmpxchgRelaxed(int index, long expected, long value) {
            return cells.cmpxchg(index, expected, value);
        }

        @Override public long fetchOrRelaxed(int index, long bits) {
            return cells.update(index, old -> old | bits);
        }

        @Override public long fetchAndRelaxed(int index, long bits) {
            return cells.update(index, old -> old & bits);
        }

        @Override public void fill(long value) {
            for (int i = 0; i < length(); i++) {
                cells.set(i, value);
            }
        }

        @Override public void copyFrom(Words source) {
            for (int i = 0; i < length(); i++) {
                cells.set(i, source.get(i));
            }
        }
    }

    private static final class PlainWord extends Word {
        private final Cells cells;
        private final int index;

        PlainWord(String name, Cells cells, int index) {
            super(name);
            this.cells = cells;
            this.index = index;
        }

        private long add(long delta, long min, long max) {
            return cells.update(index, old -> min <= old && old <= max ? old + delta : old);
        }

        private boolean await(Task task, long mask, long value, boolean killable) {
            while ((cells.get(index) & mask) != value) {
                if (killable && task.fatalSignalPending()) {
                    return false;
                }
                task.poll();
            }
            return true;
        }

        @Override public long get() {
            return cells.get(index);
        }

        @Override public void set(long value) {
            cells.set(index, value);
        }

        @Override public long readOnce() {
            return cells.get(index);
        }

        @Override public void writeOnce(long value) {
            cells.set(index, value);
        }

        @Override public long see(Task task) {
            return cells.get(index);
        }

        @Override public long loadAcquire(String edge) {
            return cells.get(index);
        }

        @Override public void storeRelease(String edge, long value) {
            cells.set(index, value);
        }

        @Override public long fetchAdd(String before, String after, long delta) {
            return fetchAddRelaxed(delta);
        }

        @Override public long fetchAddRelaxed(long delta) {
            return cells.update(index, old -> old + delta);
        }

        @Override public long fetchAddAcquire(String edge, long delta) {
            return fetchAddRelaxed(delta);
        }

        @Override public long fetchAddRelease(String edge, long delta) {
            return fetchAddRelaxed(delta);
        }

        @Override public long fetchAddWithin(String before, String after, long delta, long min, long max) {
            return add(delta, min, max);
        }

        @Override public long fetchAddWithinAcquire(String edge, long delta, long min, long max) {
            return add(delta, min, max);
        }

        @Override public long fetchAddWithinRelaxed(long delta, long min, long max) {
            return add(delta, min, max);
        }

        @Override public long xchg(String before, String after, long value) {
            return xchgRelaxed(value);
        }

        @Override public long xchgRelaxed(long value) {
            return cells.update(index, _ -> value);
        }

        @Override public long xchgAcquire(String edge, long value) {
            return xchgRelaxed(value);
        }

        @Override public long xchgRelease(String edge, long value) {
            return xchgRelaxed(value);
        }

        @Override public long cmpxchg(String before, String after, long expected, long value) {
            return cells.cmpxchg(index, expected, value);
        }

        @Override public long cmpxchgRelaxed(long expected, long value) {
            return cells.cmpxchg(index, expected, value);
        }

        @Override public long cmpxchgAcquire(String edge, long expected, long value) {
            return cells.cmpxchg(index, expected, value);
        }

        @Override public long cmpxchgRelease(String edge, long expected, long value) {
            return cells.cmpxchg(index, expected, value);
        }

        @Override public long fetchOrRelaxed(long bits) {
            return cells.update(index, old -> old | bits);
        }

        @Override public long fetchAndRelaxed(long bits) {
            return cells.update(index, old -> old & bits);
        }

        @Override public boolean awaitAcquire(String edge, Task task, long mask, long value, boolean killable) {
            return await(task, mask, value, killable);
        }

        @Override public boolean awaitRelaxed(Task task, long mask, long value, boolean killable) {
            return await(task, mask, value, killable);
        }
    }
}
