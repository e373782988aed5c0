package afterdrop;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Line;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;
import faultline.kernel.sync.RcuWait;
import faultline.kernel.sync.Refcount;
import faultline.kernel.sync.Sync;

/// An address space: who holds it, and a slot for its one writer. It is gone when the last holder drops it, and what it
/// was is overwritten then.
public final class Space extends KernelObject {
    private final Refcount holders;
    private final RcuWait writerWait;

    /// With one holder, its process.
    public Space(Memory memory, int number, int cpus) {
        super(memory, "mm", number);
        Line line = memory.line(this);
        this.holders = new Refcount(line, "holders", 1);
        this.writerWait = Sync.coded(memory, cpus, 0).rcuWait(line, "writer_wait");
        beginLife();
    }

    /// One more holder. Somebody must hold it already, or keep it from going in another way.
    public void grab() {
        holders.inc();
    }

    public void drop(Task task) {
        if (holders.decAndTest()) {
            endLife();
            poison(task);
        }
    }

    /// For displays, when all is over.
    public long holders() {
        return holders.read();
    }

    /// Its writer sleeps until the count has this value.
    void waitUntil(Task task, Word count, long value) {
        writerWait.waitUntil(task, count, value, false);
    }

    /// Wakes its writer, if it sleeps.
    void wake(Task task) {
        writerWait.wake(task);
    }
}
