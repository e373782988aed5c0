package stackrot.frame;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Line;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Ref;
import faultline.kernel.memory.Task;

/// The mappings of a process, of which only the stack is of interest: one node, and who replaces it frees it.
///
/// ```
///     walker                                    whoever replaces the node
///
///     node = root    G: dereference ◀────────── root = another   F: publish
///     node.start                                free the old one, after RCU
/// ```
public final class StackTree extends KernelObject {
    private final Ref<Node> root;
    private final Node one;
    private final Node other;

    StackTree(Memory memory, Line line, long start) {
        super(memory, "tree", 0);
        this.root = line.ref("root");
        this.one = new Node(memory, 2);
        this.other = new Node(memory, 3);
        Node first = new Node(memory, 1);
        first.begin(start);
        root.set(first);
    }

    public Node walk() {
        return root.rcuDereference("G");
    }

    /// Puts another node in the place of this one.
    public void replace(Task task, Node old, long start) {
        Node fresh = task.cpu() == 0 ? one : other;
        fresh.begin(start);
        root.rcuAssign("F", fresh);
        old.free(task);
    }
}
