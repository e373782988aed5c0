package faultline.kernel.mm;

import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;

/// Makes every CPU forget what its TLB holds of one address space (`flush_tlb_mm`).
///
/// ```
///     CPU that loads the mm                     CPU that took entries away
///
///     its bit in mm.cpu_bitmap                  clear the entries
///     ──── UserAccess.A: full ─────┐     ┌────  full: interrupts are
///     walk the page table          └──▶ ◀┘      read mm.cpu_bitmap, interrupt those
/// ```
///
/// Either the walker sees the entry cleared, or the other sees its bit and interrupts it. An interrupted CPU
/// has finished what its last instruction did, so after [#flush] nobody uses what was cleared.
final class Shootdown implements Memory.Interrupt {
    private final Kernel kernel;
    private final MmStruct mm;

    Shootdown(Kernel kernel, MmStruct mm) {
        this.kernel = kernel;
        this.mm = mm;
    }

    /// Returns when no TLB holds an entry that was cleared before the call. May be called under spinlocks.
    void flush(Task task) {
        handle(task);
        kernel.memory().interrupt(task, mm.cpuMask(), this);
    }

    @Override public void handle(Task task) {
        Cpu cpu = kernel.cpu(task);
        if (cpu.loadedMm().readOnceIs(mm)) {
            cpu.tlb().flush();
        }
    }
}
