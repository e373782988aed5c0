package faultline.kernel.uprobe;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Line;
import faultline.kernel.memory.Ref;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;
import faultline.kernel.mm.Errno;
import faultline.kernel.mm.Inode;
import faultline.kernel.mm.Kernel;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.Text;
import faultline.kernel.sync.Refcount;
import faultline.kernel.sync.RwSemaphore;

/// One probed instruction of one file (`struct uprobe`), with those who want to know.
///
/// The first process that gets the breakpoint fixes what the instruction was:
///
/// ```
///     prepare, once                             hit
///
///     insn = the file's word                    COPY_INSN set? no: start again
///     ──── A: write barrier ────┐          ┌──  B: read barrier ────
///     flags = COPY_INSN         └────────▶ ┘    use insn
/// ```
///
/// Consumers form a list that hits walk in the read side of the path, and that is changed under
/// `consumer_rwsem`:
///
/// ```
///     register                                  hit
///
///     consumer.next = first
///     C: release ────▶ first = consumer         first   D: acquire
///                                               consumer.next
/// ```
final class Uprobe extends KernelObject {
    static final long COPY_INSN = 1;

    final Ref<Uprobe> left;
    final Ref<Uprobe> right;

    private final Word inode;
    private final Word offset;
    private final Ref<Inode> heldInode;
    private final Refcount refcount;
    private final Word flags;
    private final Word insn;
    private final Ref<Consumer> consumers;
    private final RwSemaphore registerRwsem;
    private final RwSemaphore consumerRwsem;

    Uprobe(Kernel kernel, int number) {
        super(kernel.memory(), "uprobe", number);
        Line node = memory().line(this);
        this.left = node.ref("rb_left");
        this.right = node.ref("rb_right");
        this.inode = node.word("inode", 0);
        this.offset = node.word("offset", 0);
        this.flags = node.word("flags", 0);
        this.insn = node.word("arch.insn", 0);
        this.consumers = node.ref("consumers");
        Line counts = memory().line(this);
        this.refcount = new Refcount(counts, "ref", 0);
        this.heldInode = counts.ref("held_inode");
        this.registerRwsem = kernel.sync().rwSemaphore(memory().line(this), "register_rwsem",
                "register_rwsem");
        this.consumerRwsem = kernel.sync().rwSemaphore(memory().line(this), "consumer_rwsem",
                "consumer_rwsem");
    }

    /// A new life with one reference; nobody else sees it yet. Keeps the inode.
    void init(Inode of, long at) {
        registerRwsem.init();
        consumerRwsem.init();
        left.writeOnce(null);
        right.writeOnce(null);
        inode.writeOnce(of.handle());
        offset.writeOnce(at);
        flags.writeOnce(0);
        insn.writeOnce(0);
        consumers.writeOnce(null);
        heldInode.writeOnce(of);
        refcount.set(1);
    }

    Inode inode() {
        return heldInode.readOnce();
    }

    long offset() {
        return offset.readOnce();
    }

    Refcount refcount() {
        return refcount;
    }

    RwSemaphore registerRwsem() {
        return registerRwsem;
    }

    /// Less than, equal to or greater than 0, as this stands before, at or after {`inodeHandle`, `at`} in the
    /// tree.
    int compare(long inodeHandle, long at) {
        int byInode = Long.compare(inode.readOnce(), inodeHandle);
        return byInode != 0 ? byInode : Long.compare(offset.readOnce(), at);
    }

    /// `prepare_uprobe`. 0, or an errno.
    long prepare(Task task, Kernel kernel) {
        if ((flags.readOnce() & COPY_INSN) != 0) {
            return 0;
        }
        consumerRwsem.downWrite(task, false);
        long failed = 0;
        if ((flags.readOnce() & COPY_INSN) == 0) {
            long word = Text.original(task, kernel, inode(), offset());
            if (!Insn.isValid(word) || Insn.operation(word) == Insn.INT3) {
                failed = Errno.EINVAL;
            } else {
                insn.writeOnce(word);
                memory().wmb("Uprobe.A");
                flags.writeOnce(COPY_INSN);
            }
        }
        consumerRwsem.upWrite(task);
        return failed;
    }

    /// The instruction that the breakpoint stands for; 0 if no process has got it yet.
    long insn() {
        if ((flags.readOnce() & COPY_INSN) == 0) {
            return 0;
        }
        memory().rmb("Uprobe.B");
        return insn.readOnce();
    }

    /// The first consumer, or `null`, for whoever stands in the read side.
    Consumer firstConsumer() {
        return consumers.rcuDereference("Uprobe.D");
    }

    /// The one after `consumer`, or `null`.
    static Consumer next(Consumer consumer) {
        return consumer.next().rcuDereference("Uprobe.D");
    }

    /// `id` is the consumer's from here on.
    void add(Task task, Consumer consumer, long id) {
        consumerRwsem.downWrite(task, false);
        consumer.setId(id);
        consumer.next().writeOnce(consumers.readOnce());
        consumers.rcuAssign("Uprobe.C", consumer);
        consumerRwsem.upWrite(task);
    }

    /// Takes `consumer` off the list; hits that are on it may go on from there. `false`: it was not on the
    /// list.
    boolean remove(Task task, Consumer consumer) {
        consumerRwsem.downWrite(task, false);
        Ref<Consumer> link = consumers;
        while (link.readOnce() != null && link.readOnce() != consumer) {
            link = link.readOnce().next();
        }
        boolean found = link.readOnce() == consumer;
        if (found) {
            link.rcuAssign("Uprobe.C", consumer.next().readOnce());
        }
        consumerRwsem.upWrite(task);
        return found;
    }

    /// Whether anybody wants this process to trap (`filter_chain`).
    boolean isWanted(Task task, MmStruct mm) {
        consumerRwsem.downRead(task, false);
        boolean wanted = false;
        for (Consumer at = firstConsumer(); at != null && !wanted; at = next(at)) {
            wanted = at.wants(mm);
        }
        consumerRwsem.upRead(task);
        return wanted;
    }
}
