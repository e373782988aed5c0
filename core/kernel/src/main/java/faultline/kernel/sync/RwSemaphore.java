package faultline.kernel.sync;

import faultline.kernel.memory.Task;

/// Many readers or one writer, who sleep while they wait (`struct rw_semaphore`).
///
/// A writer is never starved: once it has queued, readers that come later queue behind it. Acquiring is an
/// acquire, releasing a release; nothing more.
public abstract class RwSemaphore {

    protected RwSemaphore() {
    }

    /// Free, with nobody waiting (`init_rwsem`): the owner begins a new life that nobody else can see yet.
    public abstract void init();

    /// Takes the lock for reading. `false` only if `killable` and a fatal signal came first; then nothing is
    /// held.
    public abstract boolean downRead(Task task, boolean killable);

    public abstract boolean tryDownRead(Task task);

    public abstract void upRead(Task task);

    /// Takes the lock for writing. `false` only if `killable` and a fatal signal came first; then nothing is
    /// held.
    public abstract boolean downWrite(Task task, boolean killable);

    /// As [#downWrite], not killable, under a lock of the same class that the task holds already (`fork`).
    public abstract void downWriteNested(Task task);

    public abstract boolean tryDownWrite(Task task);

    public abstract void upWrite(Task task);

    /// Writer becomes reader without the lock ever being free; readers that wait come in.
    public abstract void downgradeWrite(Task task);

    /// Whether somebody holds it for writing just now; for assertions and displays.
    public abstract boolean isWriteLocked();

    /// Whether anybody holds it just now; for assertions and displays.
    public abstract boolean isLocked();
}
