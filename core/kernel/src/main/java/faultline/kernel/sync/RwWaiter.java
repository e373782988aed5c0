package faultline.kernel.sync;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Line;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Ref;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;

/// One CPU's task in the queue of whichever rw_semaphore it waits for (`struct rwsem_waiter`), on a line of
/// its own.
///
/// All but `state` belongs to whoever holds that semaphore's `wait_lock`, and from GRANTED to TOLD to whoever
/// granted.
final class RwWaiter extends KernelObject {
    /// The task goes on, or does not wait at all.
    static final long TOLD = 0;
    /// In the list.
    static final long QUEUED = 1;
    /// Out of the list and counted as a reader, but not told so yet.
    static final long GRANTED = 2;

    private final long id;
    private final Ref<Task> task;
    private final Word writes;
    private final Word state;
    private final Word before;
    private final Word behind;

    RwWaiter(Memory memory, int cpu) {
        super(memory, "rwsem_waiter", cpu + 1);
        this.id = cpu + 1L;
        Line line = memory.line(this);
        this.task = line.ref("task");
        this.writes = line.word("type", 0);
        this.state = line.word("state", TOLD);
        this.before = line.word("list.prev", 0);
        this.behind = line.word("list.next", 0);
    }

    /// What a [RwWaitList] calls this waiter; 0 is nobody.
    long id() {
        return id;
    }

    void arrive(Task waiting, boolean toWrite) {
        task.set(waiting);
        writes.set(toWrite ? 1 : 0);
        state.writeOnce(QUEUED);
    }

    Task task() {
        return task.get();
    }

    boolean writes() {
        return writes.get() != 0;
    }

    Word state() {
        return state;
    }

    Word before() {
        return before;
    }

    Word behind() {
        return behind;
    }
}
