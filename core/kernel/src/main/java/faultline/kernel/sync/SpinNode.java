package faultline.kernel.sync;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Line;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Word;

/// The place of one CPU in the queue of whichever spinlock it waits for (`struct mcs_spinlock`), on a line of
/// its own.
final class SpinNode extends KernelObject {
    private final long id;
    private final Word head;
    private final Word next;

    SpinNode(Memory memory, int cpu) {
        super(memory, "mcs_spinlock", cpu + 1);
        this.id = 2L * cpu + 1;
        Line line = memory.line(this);
        this.head = line.word("locked", 0);
        this.next = line.word("next", 0);
    }

    /// What [#next] and a lock's tail call this node. Odd, so that one bit tells it from nobody.
    long id() {
        return id;
    }

    static int cpu(long id) {
        return (int) (id >> 1);
    }

    /// 1 from when this node is the first in its queue.
    Word head() {
        return head;
    }

    /// The id of the node behind; 0 for nobody yet.
    Word next() {
        return next;
    }
}
