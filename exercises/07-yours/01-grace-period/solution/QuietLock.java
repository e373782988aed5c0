package quiet;

import faultline.kernel.lock.AddressSpaceLock;
import faultline.kernel.lock.Look;
import faultline.kernel.lock.VmaLock;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.Vma;

/// Readers stand in RCU and write nothing. A writer shuts the VMAs that it will change, and waits one grace
/// period. There are four places for that, and they are numbered.
///
/// ```
///     reader (in RCU)                       writer (holds mmap_lock for writing)
///
///     find the VMA                          shut_in = round, on each VMA
///     round  B: acquire ◀────────────┐      ════ one grace period ════
///     shut_in >= round? refused      │      change the VMAs, zap, take them out
///     look, set PTEs, never asleep   └───── A: release   round + 1
///     leave RCU
/// ```
///
/// A VMA is open while its `shut_in` is below the round; one that is in no tree is shut for ever.
public final class QuietLock implements AddressSpaceLock {
    static final long FOR_EVER = Long.MAX_VALUE;

    private final Memory memory;
    private final MmStruct mm;
    private final Word round;

    QuietLock(Memory memory, MmStruct mm) {
        this.memory = memory;
        this.mm = mm;
        this.round = memory.line(mm).word("round", 0);
    }

    record Door(Word shutIn) implements VmaLock {
    }

    private static Word shutIn(Vma vma) {
        return ((Door) vma.lock()).shutIn();
    }

    @Override public void initMm(Task task) {
        round.writeOnce(0);
    }

    @Override public void init(Task task, Vma vma, Vma copiedFrom) {
        shutIn(vma).writeOnce(FOR_EVER);
    }

    @Override public boolean startRead(Task task, long address, Look look) {
        memory.rcuReadLock(task);
        Vma vma = mm.find(task, address);
        if (vma != null && isOpen(vma) && vma.covers(task, address)) {
            look.vma = vma;
            return true;
        }
        memory.rcuReadUnlock(task);
        return false;
    }

    private boolean isOpen(Vma vma) {
        long now = round.loadAcquire("B");
        return shutIn(vma).readOnce() < now;
    }

    @Override public void endRead(Task task, Look look) {
        memory.rcuReadUnlock(task);
    }

    /// mmap_lock was got.
    @Override public void writeLocked(Task task) {
        // 1
    }

    /// Once for each VMA that is to be changed.
    @Override public boolean startWrite(Task task, Vma vma, boolean killable) {
        long now = round.readOnce();
        if (shutIn(vma).readOnce() < now) {
            // 2
            shutIn(vma).writeOnce(now);
        }
        return true;
    }

    /// All VMAs that are to be changed are shut; none has been changed.
    @Override public void settle(Task task) {
        memory.synchronizeRcu(task);   // the grace period
    }

    /// All is changed.
    @Override public void endWriteAll(Task task) {
        round.storeRelease("A", round.readOnce() + 1);
        // 4
    }

    @Override public void markAttached(Task task, Vma vma) {
        shutIn(vma).writeOnce(round.readOnce());
    }

    @Override public void markDetached(Task task, Vma vma) {
        shutIn(vma).writeOnce(FOR_EVER);
    }
}
