package faultline.kernel.sync;

import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;

/// Sleepable RCU: readers count themselves, may sleep, and wait for nobody (`srcu_struct`).
public abstract class Srcu implements Memory.GracePeriod {

    protected Srcu() {
    }

    /// Begins a read. The result goes to [#readUnlock], which another task may call.
    public abstract int readLock(Task task);

    public abstract void readUnlock(Task task, int index);

    /// Waits until every read that began before the call has ended (`synchronize_srcu`). Sleeps.
    @Override public abstract void synchronize(Task task);
}
