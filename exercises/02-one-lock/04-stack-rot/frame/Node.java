package stackrot.frame;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Line;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;

/// A node of the tree of mappings. It says where the stack begins, and never changes: a stack that grows gets another.
public final class Node extends KernelObject {
    private final Word start;
    private final Word freed;

    Node(Memory memory, int number) {
        super(memory, "node", number);
        Line line = memory.line(this);
        this.start = line.word("start", 0);
        this.freed = line.word("freed", 0);
    }

    /// The lowest address of the stack.
    public long start() {
        return start.readOnce();
    }

    void begin(long address) {
        start.writeOnce(address);
    }

    /// Frees it, later, when all have left RCU who are in it now.
    void free(Task task) {
        if (freed.xchgRelaxed(1) == 1) {
            throw memory().bug(this + " is freed twice");
        }
        memory().defer(task, memory().rcu(), (_, _) -> start.writeOnce(Word.POISON), this);
    }
}
