package faultline.rwsem;

import faultline.kernel.lock.AddressSpaceLock;
import faultline.kernel.lock.Look;
import faultline.kernel.lock.VmaLock;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;
import faultline.kernel.mm.Kernel;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.Vma;
import faultline.kernel.sync.RwSemaphore;

/// A semaphore in each VMA that readers hold and writers only pass through. A writer leaves a mark instead: a
/// VMA is write-locked while its `vm_lock_seq` equals the address space's `mm_lock_seq`, so one increment
/// unlocks them all.
///
/// ```
///     reader (in RCU)                           writer (holds mmap_lock for writing)
///
///     find the VMA
///     marked? refused                           down_write vm_lock     waits for the readers inside
///     down_read vm_lock, tried                  vm_lock_seq = mm_lock_seq
///     vm_lock_seq == mm_lock_seq? refused       up_write vm_lock
///                     D: acquire ◀───────┐
///     detached? find again               │      change the VMA; detached; tree
///     covers the address?                └───── C: release   mm_lock_seq + 1
///     leave RCU, look
///     in RCU: up_read vm_lock ────────────────▶ down_write vm_lock
/// ```
///
/// **C with D.** Whoever finds the mark out of date sees all that was done under it, `detached` and the tree
/// included.
///
/// **The semaphore.** Whoever gets it after a writer sees the mark, and turns back; whoever had it before is
/// waited for. So a look that got in is over before the VMA changes. The mark is written under the semaphore
/// only, so every read that matters needs no order; the first one, without it, may be wrong either way and
/// only spares the trouble.
///
/// **Why `detached`.** A `munmap` that downgrades has unlocked the VMA while it still zaps, and a reader may
/// have found it before it left the tree. A reader that sees the flag also sees the tree without the VMA, by
/// C: it finds again once.
///
/// **Why up_read in RCU.** It wakes the writer, who may free the VMA while up_read still looks at the queue.
///
/// Numbers are only compared for equality: one that comes round refuses a reader, and never lets one in.
///
/// The letters A, B and E to G are `vma-seq`'s, which adds them to these.
public class RwsemLock implements AddressSpaceLock {
    private static final long NEVER = -1;   // a mark that no sequence equals

    private final Kernel kernel;
    private final Memory memory;
    private final MmStruct mm;
    private final Word lockSeq;

    protected RwsemLock(Kernel kernel, MmStruct mm) {
        this.kernel = kernel;
        this.memory = kernel.memory();
        this.mm = mm;
        this.lockSeq = memory.line(mm).word("mm_lock_seq", 0);
    }

    /// What a VMA has of this lock: the semaphore apart from the fields that every fault reads.
    public record Cells(RwSemaphore lock, Word lockSeq, Word detached) implements VmaLock {
    }

    static Cells cellsOf(Kernel kernel, Vma vma) {
        return new Cells(kernel.sync().rwSemaphore(kernel.memory().line(vma), "vm_lock", "vma_lock"),
                vma.line().word("vm_lock_seq", NEVER), vma.line().word("detached", 1));
    }

    protected static Cells cells(Vma vma) {
        return (Cells) vma.lock();
    }

    protected final Word lockSeq() {
        return lockSeq;
    }

    @Override public void initMm(Task task) {
        lockSeq.writeOnce(0);
    }

    @Override public void init(Task task, Vma vma, Vma copiedFrom) {
        cells(vma).lock().init();
        cells(vma).lockSeq().writeOnce(NEVER);
        cells(vma).detached().writeOnce(1);
    }

    /// `lock_vma_under_rcu`.
    @Override public boolean startRead(Task task, long address, Look look) {
        memory.rcuReadLock(task);
        Vma vma = mm.find(task, address);
        while (vma != null && tryLock(task, vma)) {
            boolean detached = cells(vma).detached().see(task) != 0;
            if (!detached && vma.covers(task, address)) {
                memory.rcuReadUnlock(task);
                look.vma = vma;
                return true;
            }
            cells(vma).lock().upRead(task);
            if (!detached) {
                break;
            }
            kernel.lockMissed(task);
            vma = mm.find(task, address);
        }
        memory.rcuReadUnlock(task);
        return false;
    }

    /// `vma_start_read`, in RCU.
    private boolean tryLock(Task task, Vma vma) {
        Cells own = cells(vma);
        if (own.lockSeq().readOnce() == lockSeq.readOnce() || !own.lock().tryDownRead(task)) {
            return false;
        }
        if (own.lockSeq().readOnce() == lockSeq.loadAcquire("D")) {   // the writer has let the semaphore go
            own.lock().upRead(task);
            return false;
        }
        return true;
    }

    @Override public void endRead(Task task, Look look) {
        memory.rcuReadLock(task);
        cells(look.vma).lock().upRead(task);
        memory.rcuReadUnlock(task);
    }

    @Override public boolean startWrite(Task task, Vma vma, boolean killable) {
        Cells own = cells(vma);
        long session = lockSeq.readOnce();
        if (own.lockSeq().readOnce() == session) {
            return true;
        }
        if (!own.lock().downWrite(task, killable)) {
            return false;
        }
        mark(own, session);
        own.lock().upWrite(task);
        return true;
    }

    /// Leaves the mark of `session`. Whoever reads it under the semaphore needs no order from it.
    protected void mark(Cells own, long session) {
        own.lockSeq().writeOnce(session);
    }

    @Override public void endWriteAll(Task task) {
        lockSeq.storeRelease("C", lockSeq.readOnce() + 1);
    }

    @Override public void markAttached(Task task, Vma vma) {
        cells(vma).detached().writeOnce(0);
    }

    @Override public void markDetached(Task task, Vma vma) {
        cells(vma).detached().writeOnce(1);
    }
}
