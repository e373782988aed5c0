package downgrade;

import faultline.kernel.lock.AddressSpaceLock;
import faultline.kernel.lock.Look;
import faultline.kernel.lock.VmaLock;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.Vma;
import faultline.kernel.sync.RwSemaphore;

/// A door in each VMA, and one stamp behind it that says two things: closed, if it is the round of the writing that
/// goes on in the address space, and gone, if it is [#GONE].
///
/// ```
///     reader (in RCU)                       munmap (holds mmap_lock for writing)
///
///     find the VMA                          down_write door       waits for the readers inside
///     down_read door, tried                 stamp = round
///     stamp == round? out again             up_write door
///            B: acquire ◀──────────┐        stamp = GONE
///     covers the address?          │        out of the tree
///     leave RCU, fault             └─────── A: release   round + 1, and mmap_lock becomes a reader's
///     in RCU: up_read door                  zap, free page tables
///                                           free the VMA, after a grace period
/// ```
///
/// **A with B.** Whoever finds the stamp of an old round sees all that was done in that round.
public final class BoothLock implements AddressSpaceLock {
    /// In place of a round: the VMA is detached.
    static final long GONE = -1;

    private final Memory memory;
    private final MmStruct mm;
    private final Word round;

    BoothLock(Memory memory, MmStruct mm) {
        this.memory = memory;
        this.mm = mm;
        this.round = memory.line(mm).word("round", 1);
    }

    /// What a VMA has of this lock, all of it on one line.
    record Booth(Word stamp, RwSemaphore door) implements VmaLock {
    }

    private static Booth of(Vma vma) {
        return (Booth) vma.lock();
    }

    @Override public void initMm(Task task) {
        round.writeOnce(1);
    }

    @Override public void init(Task task, Vma vma, Vma copiedFrom) {
        of(vma).door().init();
        of(vma).stamp().writeOnce(GONE);
    }

    @Override public boolean startRead(Task task, long address, Look look) {
        memory.rcuReadLock(task);
        Vma vma = mm.find(task, address);
        boolean in = vma != null && enter(task, vma, address);
        memory.rcuReadUnlock(task);
        if (in) {
            look.vma = vma;
        }
        return in;
    }

    /// Whether this reader stands behind the door of a VMA that is open and covers the address. If not, it stands
    /// behind none.
    private boolean enter(Task task, Vma vma, long address) {
        Booth own = of(vma);
        if (!own.door().tryDownRead(task)) {
            return false;
        }
        long now = round.loadAcquire("B");
        long stamp = own.stamp().readOnce();
        if (stamp == GONE) {
            return false;
        }
        if (stamp == now || !vma.covers(task, address)) {
            own.door().upRead(task);
            return false;
        }
        return true;
    }

    @Override public void endRead(Task task, Look look) {
        memory.rcuReadLock(task);   // it wakes a writer, who may free the VMA meanwhile
        of(look.vma).door().upRead(task);
        memory.rcuReadUnlock(task);
    }

    @Override public boolean startWrite(Task task, Vma vma, boolean killable) {
        Booth own = of(vma);
        if (own.stamp().readOnce() == round.readOnce()) {
            return true;
        }
        if (!own.door().downWrite(task, killable)) {
            return false;
        }
        own.stamp().writeOnce(round.readOnce());
        own.door().upWrite(task);
        return true;
    }

    @Override public void endWriteAll(Task task) {
        round.storeRelease("A", round.readOnce() + 1);
    }

    /// In the round of whoever attaches it, so it stays closed until that is over.
    @Override public void markAttached(Task task, Vma vma) {
        of(vma).stamp().writeOnce(round.readOnce());
    }

    @Override public void markDetached(Task task, Vma vma) {
        of(vma).stamp().writeOnce(GONE);
    }
}
