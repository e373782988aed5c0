package faultline.lab.hardware;

import faultline.kernel.memory.KernelBug;
import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// What `call_rcu` and `call_srcu` put off, done by one thread of the world on its own CPU.
///
/// The thread takes all there is, waits once for each kind of grace period in it, and reclaims. While it has
/// nothing to do it is outside the kernel. An object is put off at most once at a time, so the queue is no
/// longer than the slabs are large.
public final class DeferredWork {
    private final HardwareMemory memory;
    private final HardwareCpu cpu;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Deferred> queue = new ArrayList<>();   // under the lock, as all below
    private boolean busy;
    private boolean closed;
    private Thread thread;

    DeferredWork(HardwareMemory memory, HardwareCpu cpu) {
        this.memory = memory;
        this.cpu = cpu;
    }

    /// Starts the worker. Its CPU's task must be there.
    public void start() {
        lock.lock();
        try {
            thread = Thread.ofPlatform().daemon().name("faultline-worker").start(this::run);
        } finally {
            lock.unlock();
        }
    }

    void add(Memory.GracePeriod gracePeriod, Memory.Reclaim reclaim, KernelObject object) {
        lock.lock();
        try {
            queue.add(new Deferred(gracePeriod, reclaim, object));
            if (!busy) {
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Waits until nothing is put off any more. The caller's CPU, if it has one, must be offline.
    public void drain() {
        lock.lock();
        try {
            while (thread != null && (busy || !queue.isEmpty())) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Does what is still put off, then ends the worker.
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        List<Deferred> batch = new ArrayList<>();
        while (take(batch)) {
            cpu.enter();
            try {
                reclaim(cpu.task(), batch);
            } catch (RuntimeException | Error e) {
                memory.bug("the worker failed: " + e);
            } finally {
                cpu.leave();
                batch.clear();
            }
        }
    }

    private boolean take(List<Deferred> batch) {
        lock.lock();
        try {
            busy = false;
            changed.signalAll();
            while (queue.isEmpty() && !closed) {
                changed.awaitUninterruptibly();
            }
            busy = !queue.isEmpty();
            batch.addAll(queue);
            queue.clear();
            if (!busy) {
                thread = null;
            }
            return busy;
        } finally {
            lock.unlock();
        }
    }

    /// Waits for the first object's grace period, reclaims all that wait for the same, and so on with the
    /// rest. Where that fails, the others are reclaimed all the same.
    private void reclaim(Task task, List<Deferred> batch) {
        List<Deferred> rest = batch;
        while (!rest.isEmpty()) {
            Memory.GracePeriod awaited = rest.getFirst().gracePeriod;
            boolean over = succeeds(() -> awaited.synchronize(task));
            List<Deferred> later = new ArrayList<>();
            for (Deferred deferred : rest) {
                if (deferred.gracePeriod != awaited) {
                    later.add(deferred);
                } else if (over) {
                    succeeds(() -> deferred.reclaim.reclaim(task, deferred.object));
                    task.poll();
                }
            }
            rest = later;
        }
    }

    private boolean succeeds(Runnable work) {
        try {
            work.run();
            return true;
        } catch (KernelBug recorded) {   // the world knows it
            return false;
        } catch (RuntimeException | Error e) {
            memory.bug("the worker failed: " + e);
            return false;
        }
    }

    private record Deferred(Memory.GracePeriod gracePeriod, Memory.Reclaim reclaim, KernelObject object) {
    }
}
