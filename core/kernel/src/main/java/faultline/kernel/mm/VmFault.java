package faultline.kernel.mm;

import faultline.kernel.lock.AddressSpaceLock;
import faultline.kernel.lock.Look;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.page.Frame;
import faultline.kernel.page.PageTable;
import faultline.kernel.page.Pte;

/// What one fault knows and holds (`struct vm_fault`): the task's own, reused by its next fault.
///
/// The VMA's fields are copied once, when the read begins, and only the copies are used: under a read that
/// does not exclude writers, two reads of one field need not agree. Such a *speculative* fault lets no answer
/// out before the strategy has said, with the page-table lock held or at the end, that the copies stood
/// together.
///
/// ```
///     speculative fault                         writer
///
///     copy the VMA's fields                     announce on the VMA
///     prepare a page                            change its fields
///     page-table lock                           for each page table:
///     still valid? else RETRY                       page-table lock
///     A: release ────▶ PTE                          change or zap its PTEs
///     page-table unlock                             page-table unlock
/// ```
///
/// **Why under the page-table lock.** If the check passes there, the writer has not come to this table yet:
/// it will find what the fault puts in. If the writer has been here, it announced before, and the check
/// fails.
///
/// **A**, with the acquire that walks: whoever finds the PTE finds the page's contents.
final class VmFault {
    final Kernel kernel;
    final Memory memory;
    final Look look;

    Task task;
    MmStruct mm;
    long address;
    Access access;

    Vma vma;
    long vmFlags;
    long pageProt;
    long start;
    long end;
    long pgoff;
    File file;

    PageTable leaf;
    int index;
    long orig;

    private AddressSpaceLock lock;
    private boolean underVmaLock;
    private boolean speculative;
    private boolean held;
    private boolean tried;
    private boolean validated;
    private Frame spare;

    VmFault(Kernel kernel, Look look) {
        this.kernel = kernel;
        this.memory = kernel.memory();
        this.look = look;
    }

    void begin(Task task, MmStruct mm, long address, Access access) {
        this.task = task;
        this.mm = mm;
        this.address = address;
        this.access = access;
        this.lock = mm.lock();
        this.tried = false;
        this.spare = null;
    }

    /// Gets a read of the VMA that covers the address, without `mmap_lock`.
    boolean startRead() {
        speculative = !kernel.strategy().readerExcludes();
        if (speculative) {
            task.startSpeculation();   // the strategy itself may look at the VMA's range
        }
        if (!lock.startRead(task, address, look)) {
            if (speculative) {
                task.endSpeculation(false);
            }
            return false;
        }
        underVmaLock = true;
        hold(look.vma);
        return true;
    }

    /// Ends the read, if the fault still holds it, and turns an answer that stands on stale fields into
    /// RETRY.
    FaultResult endRead(FaultResult result) {
        if (!held) {
            return result;
        }
        boolean answers = result != FaultResult.RETRY && result != FaultResult.NEED_FRAME;
        if (speculative && answers && !validated) {
            validated = lock.stillValid(task, look);
            result = validated ? result : FaultResult.RETRY;
        }
        leave();
        return result;
    }

    /// The caller holds `mmap_lock` for reading.
    void holdUnderMmapLock(Vma found) {
        underVmaLock = false;
        speculative = false;
        hold(found);
    }

    private void hold(Vma found) {
        vma = found;
        held = true;
        if (!speculative) {
            task.excludesWriters(found);
        }
        validated = false;
        vmFlags = found.flags(task);
        pageProt = found.pageProt(task);
        start = found.start(task);
        end = found.end(task);
        pgoff = found.pgoff(task);
        file = found.file(task);
    }

    /// Lets the fault's lock go, whichever it is: before waiting for a device, or at the end.
    void leave() {
        held = false;
        if (!speculative) {
            task.admitsWriters(vma);
        }
        if (!underVmaLock) {
            mm.readUnlock(task);
            return;
        }
        lock.endRead(task, look);
        if (speculative) {
            task.endSpeculation(validated);
        }
    }

    boolean holds() {
        return held;
    }

    boolean underVmaLock() {
        return underVmaLock;
    }

    boolean speculative() {
        return speculative;
    }

    /// Whether this read may not sleep.
    boolean inRcu() {
        return underVmaLock && !kernel.strategy().readerMaySleep();
    }

    /// Whether the fault may still let its lock go and come back once (`FAULT_FLAG_ALLOW_RETRY`).
    boolean mayRetry() {
        return !tried;
    }

    void setTried() {
        tried = true;
    }

    /// Whether the VMA allows the access. There is no PTE that can be written or executed but not read, so
    /// whatever may be accessed at all may be read, as on x86 (`access_error`).
    boolean allowed() {
        long needed = access == Access.READ ? VmFlags.ACCESS : access.vmFlag();
        return (vmFlags & needed) != 0;
    }

    /// The page's number in its file, or in the anonymous numbering of its VMA.
    long pageIndex() {
        return pgoff + ((address - start) >> kernel.sizes().pageShift());
    }

    /// Finds the leaf table and takes a lockless snapshot of the PTE. `DONE`: `leaf`, `index` and `orig` are
    /// set.
    FaultResult walk() {
        index = kernel.tables().index(address);
        if (!speculative) {
            leaf = kernel.tables().findOrAllocate(task, mm.pgd(), mm.pageTableLock(), address);
            if (leaf == null) {
                return FaultResult.OOM;
            }
            orig = leaf.entries().readOnce(index);
            return FaultResult.DONE;
        }
        memory.rcuReadLock(task);
        leaf = kernel.tables().find(task, mm.pgd(), address);
        orig = leaf == null ? Pte.NONE : leaf.entries().readOnce(index);
        memory.rcuReadUnlock(task);
        return leaf == null ? FaultResult.RETRY : FaultResult.DONE;   // a speculative fault installs no table
    }

    /// Takes the page-table lock, sees that the table is still linked, and asks whether the read is still
    /// valid. `false`: nothing is held; RETRY. `true`: [#unlockPte] must follow.
    boolean lockPte() {
        memory.rcuReadLock(task);
        if (speculative) {
            // it may have been freed since the snapshot
            leaf = kernel.tables().find(task, mm.pgd(), address);
        }
        if (leaf == null || !kernel.tables().lock(task, leaf, address)) {
            memory.rcuReadUnlock(task);
            return false;
        }
        if (speculative && !lock.stillValid(task, look)) {
            unlockPte();
            return false;
        }
        validated = true;
        return true;
    }

    void unlockPte() {
        kernel.tables().unlock(task, leaf);
        memory.rcuReadUnlock(task);
    }

    /// With the page-table lock held: whether the PTE is what the snapshot saw (`pte_same`).
    boolean pteSame() {
        return leaf.entries().readOnce(index) == orig;
    }

    /// With the page-table lock held: publishes the page together with its contents.
    void setPte(long pte) {
        leaf.entries().storeRelease("VmFault.A", index, pte);
    }

    /// A frame of the fault's own, or `null`: then [#withoutFrame] says what to do.
    Frame newFrame() {
        Frame frame = spare;
        spare = null;
        if (frame != null) {
            return frame;
        }
        return inRcu() ? kernel.frames().allocateNowait(task) : kernel.frames().allocate(task);
    }

    FaultResult withoutFrame() {
        return inRcu() ? FaultResult.NEED_FRAME : FaultResult.OOM;
    }

    /// Outside any lock: gets the frame that could not be had inside RCU.
    boolean fetchSpare() {
        spare = kernel.frames().allocate(task);
        return spare != null;
    }

    /// Keeps a frame that was not needed after all, for the next try.
    void keep(Frame frame) {
        if (spare == null) {
            spare = frame;
        } else {
            kernel.frames().put(task, frame);
        }
    }

    void dropSpare() {
        if (spare != null) {
            kernel.frames().put(task, spare);
            spare = null;
        }
    }
}
