package faultline.kernel.mm;

import faultline.kernel.memory.Task;
import faultline.kernel.page.Pte;

/// The page fault, from the trap to the answer (`do_user_addr_fault`, `handle_mm_fault`).
///
/// ```
///     trap
///      │  startRead ── refused ──────────────── vma_lock_abort ──┐
///      │  the VMA allows it?  no ── SIGSEGV                      │
///      │  fill the PTE ── lock let go, or not enough ── _retry ──┤
///      ▼                                                         ▼
///     vma_lock_success                              mmap_lock for reading
///                                                    find the VMA again, grow the stack
///                                                    allows it?  fill the PTE ── RETRY, once ─┐
///                                                                  ▲──────────────────────────┘
/// ```
///
/// The same code runs over every strategy. What a strategy's reads do not hold still, [VmFault] does not
/// believe.
final class PageFault {
    private final Kernel kernel;
    private final Cpu cpu;
    private final VmFault vmf;
    private final AnonFault anonymous;
    private final FileFault file;
    private final CopyOnWrite copyOnWrite;

    PageFault(Kernel kernel, Cpu cpu) {
        this.kernel = kernel;
        this.cpu = cpu;
        this.vmf = new VmFault(kernel, cpu.faultLook());
        this.anonymous = new AnonFault(kernel);
        this.file = new FileFault(kernel, anonymous);
        this.copyOnWrite = new CopyOnWrite(kernel, anonymous);
    }

    /// Handles one fault of user code. Afterwards the access may be tried again, unless the answer is a
    /// signal.
    FaultResult handle(Task task, MmStruct mm, long address, Access access) {
        task.work("trap");
        cpu.count(VmStat.PGFAULT);
        task.beginFault(mm, address, access == Access.READ ? VmFlags.ACCESS : access.vmFlag());
        vmf.begin(task, mm, address, access);
        FaultResult result = underVmaLock();
        if (result == FaultResult.RETRY) {
            result = underMmapLock();
        }
        vmf.dropSpare();
        task.endFault(result == FaultResult.SIGSEGV_MAPERR || result == FaultResult.SIGSEGV_ACCERR);
        return result;
    }

    /// `RETRY`: go on under `mmap_lock`; nothing is held.
    private FaultResult underVmaLock() {
        while (vmf.startRead()) {
            FaultResult result = vmf.endRead(vmf.allowed() ? fill() : FaultResult.SIGSEGV_ACCERR);
            switch (result) {
                case NEED_FRAME -> {
                    if (!vmf.fetchSpare()) {
                        cpu.count(VmStat.VMA_LOCK_SUCCESS);
                        return FaultResult.OOM;
                    }
                }
                case RETRY -> {
                    cpu.count(VmStat.VMA_LOCK_RETRY);
                    return vmf.task.fatalSignalPending() ? FaultResult.KILLED : result;
                }
                default -> {
                    cpu.count(VmStat.VMA_LOCK_SUCCESS);
                    return result;
                }
            }
        }
        cpu.count(VmStat.VMA_LOCK_ABORT);
        return FaultResult.RETRY;
    }

    private FaultResult underMmapLock() {
        while (true) {
            FaultResult found = lockMmAndFindVma();
            if (found != FaultResult.DONE) {
                return found;
            }
            FaultResult result = vmf.allowed() ? fill() : FaultResult.SIGSEGV_ACCERR;
            if (vmf.holds()) {
                vmf.leave();
            }
            if (result != FaultResult.RETRY) {
                return result;
            }
            if (vmf.task.fatalSignalPending()) {
                return FaultResult.KILLED;
            }
            vmf.setTried();
        }
    }

    /// `lock_mm_and_find_vma`. `DONE`: `mmap_lock` is held for reading, and [VmFault] has the VMA.
    private FaultResult lockMmAndFindVma() {
        Task task = vmf.task;
        MmStruct mm = vmf.mm;
        if (!mm.tryReadLock(task) && !mm.readLock(task, true)) {
            return FaultResult.KILLED;
        }
        Vma vma = mm.tree().findAtOrAfter(task, vmf.address);
        if (vma == null || vma.start(task) > vmf.address) {
            boolean stack = vma != null && (vma.flags(task) & VmFlags.GROWSDOWN) != 0;
            mm.readUnlock(task);
            if (!stack) {
                return FaultResult.SIGSEGV_MAPERR;
            }
            vma = Stack.grow(task, mm, vmf.address);   // comes back with mmap_lock for reading
            if (vma == null) {
                return task.fatalSignalPending() ? FaultResult.KILLED : FaultResult.SIGSEGV_MAPERR;
            }
        }
        vmf.holdUnderMmapLock(vma);
        return FaultResult.DONE;
    }

    /// `handle_mm_fault`: the VMA is held and allows the access.
    private FaultResult fill() {
        FaultResult walked = vmf.walk();
        if (walked != FaultResult.DONE) {
            return walked;
        }
        if (!Pte.isPresent(vmf.orig)) {
            return vmf.file == null ? anonymous.fill(vmf) : file.fill(vmf, cpu);
        }
        return copyOnWrite.fill(vmf);
    }
}
