package faultline.kernel.sync;

import faultline.kernel.memory.Task;

/// One holder, who must not sleep; the others spin, taking interrupts (`spinlock_t`). First come, first
/// served.
public abstract class SpinLock {

    protected SpinLock() {
    }

    /// Free: the owner begins a new life that nobody else can see yet (`spin_lock_init`).
    public abstract void init();

    public abstract void lock(Task task);

    public abstract boolean tryLock(Task task);

    /// As [#lock], under a lock of the same class that the task holds already (`mremap`, two page tables).
    public abstract void lockNested(Task task);

    public abstract void unlock(Task task);

    /// Whether somebody holds it just now; for assertions and displays.
    public abstract boolean isLocked();
}
