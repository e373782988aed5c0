package stackrot;

import faultline.kernel.memory.Task;
import stackrot.frame.MmapLock;
import stackrot.frame.Node;
import stackrot.frame.StackTree;

/// A page fault on the stack, or a little below it: then the stack grows down to the address.
public final class StackFault {
    private final MmapLock mmapLock;
    private final StackTree tree;

    public StackFault(MmapLock mmapLock, StackTree tree) {
        this.mmapLock = mmapLock;
        this.tree = tree;
    }

    public void handle(Task task, long address) {
        mmapLock.downRead(task);
        Node node = tree.walk();
        if (address < node.start()) {
            task.memory().synchronizeRcu(task);   // until nobody looks any more
            tree.replace(task, node, address);
        }
        mmapLock.upRead();
    }
}
