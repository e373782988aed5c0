package faultline.kernel.memory;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/// The simplest memory there is, for tests inside this module: every access is sequentially consistent, and
/// RCU is one big lock. It shows whether an algorithm is right at all; which orderings it needs, only the
/// lab's worlds show.
public final class PlainMemory extends Memory {
    private static final Runnable NOTHING = () -> { };

    private final List<KernelObject> objects = new ArrayList<>();
    private final List<String> bugs = new ArrayList<>();
    private final Queue<Runnable> deferred = new ArrayDeque<>();
    private final ReentrantReadWriteLock rcu = new ReentrantReadWriteLock();
    private final AtomicReference<Runnable> beforeFollowing = new AtomicReference<>(NOTHING);
    private final AtomicReference<Runnable> duringDeviceWait = new AtomicReference<>(NOTHING);

    /// Empty memory, of any number of CPUs.
    public PlainMemory() {
    }

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
        return new PlainLine(this, owner);
    }

    @Override public Words words(KernelObject owner, String field, int length) {
        return new PlainWords(owner.kind() + "." + field, length);
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
        ((PlainTask) task).nest(1);
    }

    @Override public void rcuReadUnlock(Task task) {
        ((PlainTask) task).nest(-1);
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

        void nest(int levels) {
            rcuDepth(rcuDepth() + levels);
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
}
