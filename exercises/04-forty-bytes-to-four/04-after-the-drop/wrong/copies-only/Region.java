package afterdrop;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Line;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Ref;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;

/// A VMA with a count, whose memory is reused at once: it may leave one address space and be attached in another while
/// somebody still has a pointer to it.
///
/// ```
///     stray reader                              writer of the address space it is in
///
///     inside + 1, unless 0    F: acquire        inside + SHUT
///     whose is it? not mine                     wait for  inside == ALONE
///     hold that address space                   inside = 0: detached
///     inside - 1              D: release        attached in another one   A: release   inside = 1
///     the last one? wake its writer             [its process exits]
///     drop that address space
/// ```
///
/// While a reader is counted the region stays where it is, and so does its address space. From the decrement on
/// neither does.
public final class Region extends KernelObject {
    private static final long SHUT = 0x100;
    private static final long ALONE = SHUT + 1;

    private final Word inside;
    private final Ref<Space> mm;

    /// Attached in `owner`.
    public Region(Memory memory, Space owner) {
        super(memory, "vma", 0);
        Line line = memory.line(this);
        this.inside = line.stableWord("inside", 1);
        this.mm = memory.line(this).stableRef("vm_mm");
        mm.writeOnce(owner);
    }

    /// Whether this reader is counted. If so, it leaves again.
    public boolean enter() {
        long found = inside.fetchAddWithinAcquire("F", 1, 1, SHUT - 2);
        return found >= 1 && found <= SHUT - 2;
    }

    /// Takes a reader out. Answers whose writer it woke, or `null`.
    public Space leave(Task task) {
        Space owner = mm.readOnce();
        long left = inside.fetchAddRelease("D", -1) - 1;
        if (left != ALONE) {
            return null;
        }
        owner.wake(task);
        return owner;
    }

    /// The writer of `owner` takes the region out, once nobody is inside.
    public void detach(Task task, Space owner) {
        inside.fetchAddRelaxed(SHUT);
        owner.waitUntil(task, inside, ALONE);
        inside.fetchAddRelaxed(-ALONE);
    }

    /// The same memory, in the next life.
    public void attach(Space owner) {
        mm.writeOnce(owner);
        inside.storeRelease("A", 1);
    }
}
