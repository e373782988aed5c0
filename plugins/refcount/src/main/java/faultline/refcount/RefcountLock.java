package faultline.refcount;

import faultline.kernel.lock.AddressSpaceLock;
import faultline.kernel.lock.Look;
import faultline.kernel.lock.VmaLock;
import faultline.kernel.memory.Line;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;
import faultline.kernel.mm.Kernel;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.Vma;
import faultline.kernel.sync.RcuWait;
import faultline.kernel.sync.SeqCount;

/// A count per VMA, where readers add themselves. A writer adds one high bit X, waits for them to leave, and
/// marks the VMA before letting X go: it is write-locked while its mark, `vm_lock_seq`, equals the address
/// space's `mm_lock_seq`.
///
/// ```
///     vm_refcnt    means                                   next move
///     0            detached: readers cannot raise it       attach
///     1            attached, idle                          reader in, writer in
///     1 + n        n readers inside, or on their way out   reader in or out, writer in
///     X + 1 + n    a writer waits for n readers            readers out, nobody in
///     X + 1        the writer is alone                     mark, then X out
///     X + n, X     detached but for n strays; for none     strays out; X out
///
///     reader (in RCU)                           writer (holds mmap_lock for writing)
///
///     find the VMA; marked? refused             A: release   count = 1      complete, attached
///     count + 1            B: acquire ◀──────── C: release   count - X      marked
///     another mm's? out                         change the VMA
///     still marked? out    E: acquire ◀──────── SeqCount.B   mm_lock_seq + 1
///     leave RCU, look
///     count - 1            D: release ────────▶ wait for  count == X + 1   RcuWait.C: acquire
/// ```
///
/// **A with B.** Memory is reused at once, so the count that was raised may be that of another life. Whoever
/// raised it sees the fields of that life, `vm_mm` first, and its address: a VMA of another mm is let go
/// again.
///
/// **C with B.** Whoever gets in after a writer sees its mark, and turns back at the second test.
///
/// **SeqCount.B with E.** Whoever finds the mark out of date sees all that was done under it.
///
/// **D with the wait.** The writer changes the VMA only when every look that got in first is over.
///
/// The first test needs no order. It also keeps a reader from finding a detached VMA again and again: until
/// the tree has lost it, it is marked. X is added, and a VMA detached, without order: what follows waits, or
/// frees, in order.
///
/// **Whose writer to wake** is known before the count goes down; afterwards the VMA may be anybody's. A stray
/// in another mm's VMA also keeps that mm, whose writer need not wait for him and may exit.
public class RefcountLock implements AddressSpaceLock {
    private static final long EXCLUDE_READERS = 0x4000_0000;       // X
    private static final long MOST = EXCLUDE_READERS - 2;          // what a reader may still add himself to
    private static final long DETACHED = 0;
    private static final long NEVER = -1;                          // a mark that no sequence equals
    private static final String LOCK_CLASS = "vma_lock";

    private final Kernel kernel;
    private final Memory memory;
    private final MmStruct mm;
    private final SeqCount lockSeq;
    private final Word sequence;
    private final RcuWait writerWait;

    protected RefcountLock(Kernel kernel, MmStruct mm) {
        this.kernel = kernel;
        this.memory = kernel.memory();
        this.mm = mm;
        Line line = memory.line(mm);
        this.lockSeq = new SeqCount(line, "mm_lock_seq", Integer.SIZE);
        this.sequence = lockSeq.sequence();
        this.writerWait = kernel.sync().rcuWait(line, "vma_writer_wait");
    }

    /// What a VMA has of this lock. The count has a line of its own, so that readers do not disturb each
    /// other's look at the fields. Late readers may see both in the VMA's next life.
    public record Cells(Word refcnt, Word lockSeq) implements VmaLock {
    }

    static VmaLock cellsOf(Kernel kernel, Vma vma) {
        return new Cells(kernel.memory().line(vma).stableWord("vm_refcnt", DETACHED),
                vma.line().stableWord("vm_lock_seq", NEVER));
    }

    protected static Cells cells(Vma vma) {
        return (Cells) vma.lock();
    }

    /// Odd while somebody holds `mmap_lock` for writing.
    protected final SeqCount lockSeq() {
        return lockSeq;
    }

    @Override public void initMm(Task task) {
        lockSeq.init();
        writerWait.init();
    }

    /// The count is 0 already, and stays so: a copied one would look attached to a late reader.
    @Override public void init(Task task, Vma vma, Vma copiedFrom) {
        cells(vma).lockSeq().writeOnce(NEVER);
    }

    /// `lock_vma_under_rcu`.
    @Override public boolean startRead(Task task, long address, Look look) {
        while (true) {
            memory.rcuReadLock(task);
            Vma vma = mm.find(task, address);
            if (vma == null) {
                memory.rcuReadUnlock(task);
                return false;
            }
            Cells own = cells(vma);
            long count = raise(own);
            if (count != DETACHED) {
                return enter(task, vma, own, count, address, look);
            }
            memory.rcuReadUnlock(task);
            kernel.lockMissed(task);   // and again from the root: outside RCU the nodes may have gone
        }
    }

    /// Raises the count of the VMA whose words these are, and which was found in this RCU section. What it
    /// was before; `DETACHED` and more than `MOST` say that it was not raised.
    protected final long raise(Cells own) {
        if (own.lockSeq().readOnce() == sequence.readOnce()) {
            return EXCLUDE_READERS;
        }
        return own.refcnt().fetchAddWithinAcquire("B", 1, 1, MOST);
    }

    /// `vma_start_read`, once it has tried to raise the count, which was not `DETACHED`. Leaves RCU.
    protected final boolean enter(Task task, Vma vma, Cells own, long count, long address, Look look) {
        if (count > MOST) {
            memory.rcuReadUnlock(task);
            return false;
        }
        task.acquires(LOCK_CLASS, true, true);
        boolean ours = vma.isOf(mm);
        boolean open = ours && own.lockSeq().readOnce() != sequence.loadAcquire("E");
        memory.rcuReadUnlock(task);
        if (open && vma.covers(task, address)) {
            if (look.vma != vma) {     // or it is the last look's: storing it again would mark a card
                look.vma = vma;
            }
            return true;
        }
        if (ours) {
            leave(task, vma, this);
        } else {
            MmStruct other = vma.mmOnce();
            other.grab(task);
            leave(task, vma, (RefcountLock) other.lock());
            other.drop(task);
        }
        return false;
    }

    @Override public void endRead(Task task, Look look) {
        leave(task, look.vma, this);
    }

    /// `vma_refcount_put`.
    private void leave(Task task, Vma vma, RefcountLock owner) {
        task.releases(LOCK_CLASS);
        long left = cells(vma).refcnt().fetchAddRelease("D", -1) - 1;
        if ((left & EXCLUDE_READERS) != 0 && left <= EXCLUDE_READERS + 1) {
            owner.writerWait.wake(task);
        }
    }

    @Override public void writeLocked(Task task) {
        lockSeq.writeBegin();
    }

    /// `__vma_start_write`.
    @Override public boolean startWrite(Task task, Vma vma, boolean killable) {
        Cells own = cells(vma);
        long session = sequence.readOnce();
        if (own.lockSeq().readOnce() == session) {
            return true;
        }
        boolean attached = excludeReaders(own);
        if (attached && !waitForReaders(task, own, EXCLUDE_READERS + 1, killable)) {
            return false;
        }
        own.lockSeq().writeOnce(session);
        if (attached) {
            admitReaders(task, own);
        }
        return true;
    }

    /// `false`: the VMA is detached, and readers are out anyway.
    private static boolean excludeReaders(Cells own) {
        return own.refcnt().fetchAddWithinRelaxed(EXCLUDE_READERS, 1, EXCLUDE_READERS - 1) != DETACHED;
    }

    /// `false`: killed first; then readers are admitted again.
    private boolean waitForReaders(Task task, Cells own, long none, boolean killable) {
        task.acquires(LOCK_CLASS, false, false);
        if (writerWait.waitUntil(task, own.refcnt(), none, killable)) {
            return true;
        }
        admitReaders(task, own);
        return false;
    }

    private static void admitReaders(Task task, Cells own) {
        task.releases(LOCK_CLASS);
        own.refcnt().fetchAddRelease("C", -EXCLUDE_READERS);
    }

    @Override public void endWriteAll(Task task) {
        lockSeq.writeEnd();
    }

    @Override public void markAttached(Task task, Vma vma) {
        cells(vma).refcnt().storeRelease("A", 1);
    }

    @Override public void markDetached(Task task, Vma vma) {
        Cells own = cells(vma);
        if (own.refcnt().fetchAddRelaxed(-1) == 1) {
            return;
        }
        if (excludeReaders(own)) {     // strays: they raised the count before they saw the mark
            waitForReaders(task, own, EXCLUDE_READERS, false);
            admitReaders(task, own);
        }
    }
}
