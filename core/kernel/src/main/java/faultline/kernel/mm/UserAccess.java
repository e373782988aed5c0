package faultline.kernel.mm;

import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.page.Frame;
import faultline.kernel.page.PageTable;
import faultline.kernel.page.Pte;

/// What user code does to memory, one instruction at a time: through the CPU's TLB, then the page table, then
/// a fault.
///
/// An interrupt comes between two instructions, never inside one: what the TLB or the walk gave stays good
/// until the instruction is over, because whoever takes a page away waits for the interrupt ([Shootdown]).
///
/// ```
///     this CPU loads the mm                     a fault of another CPU
///
///     its bit in mm.cpu_bitmap                  contents of the page
///     A: full, with Shootdown                   VmFault.A: release ────▶ PTE
///     PTE  B: acquire ◀─────────────────────────────────────────────────┘
///     contents
/// ```
///
/// **B**: whoever finds the entry finds the page's contents.
public final class UserAccess {
    private final Kernel kernel;
    private final Memory memory;
    private final int pageShift;
    private final int wordMask;

    public UserAccess(Kernel kernel) {
        this.kernel = kernel;
        this.memory = kernel.memory();
        this.pageShift = kernel.sizes().pageShift();
        this.wordMask = kernel.sizes().pageWords() - 1;
    }

    /// Reads the word at `address`; if `DONE`, [#value] has it.
    public FaultResult read(Task task, MmStruct mm, long address) {
        return access(task, mm, address, Access.READ, 0);
    }

    /// Writes the word at `address`.
    public FaultResult write(Task task, MmStruct mm, long address, long value) {
        return access(task, mm, address, Access.WRITE, value);
    }

    /// Fetches the instruction at `address`; if `DONE`, [#value] has it.
    public FaultResult fetch(Task task, MmStruct mm, long address) {
        return access(task, mm, address, Access.EXEC, 0);
    }

    /// What the last [#read] or [#fetch] of `task` brought.
    public long value(Task task) {
        return kernel.cpu(task).loaded;
    }

    private FaultResult access(Task task, MmStruct mm, long address, Access access, long value) {
        if (address < 0 || address >= kernel.sizes().taskSize()) {
            return FaultResult.SIGSEGV_MAPERR;
        }
        Cpu cpu = kernel.cpu(task);
        load(cpu, mm);
        while (true) {
            task.poll();
            long pte = translate(task, cpu, mm, address, access);
            if (pte != Pte.NONE) {
                perform(cpu, pte, address, access, value);
                return FaultResult.DONE;
            }
            FaultResult result = cpu.fault().handle(task, mm, address, access);
            if (result != FaultResult.DONE) {
                return result;
            }
        }
    }

    /// `switch_mm`: another address space comes with an empty TLB.
    private void load(Cpu cpu, MmStruct mm) {
        if (cpu.loadedMm().readOnceIs(mm)) {
            return;
        }
        MmStruct old = cpu.loadedMm().readOnce();
        cpu.tlb().flush();
        if (old != null) {
            old.cpuMask().fetchAndRelaxed(cpu.number() >> 6, ~(1L << cpu.number()));
        }
        cpu.loadedMm().writeOnce(mm);
        mm.cpuMask().fetchOrRelaxed(cpu.number() >> 6, 1L << cpu.number());
        memory.mb("UserAccess.A");
    }

    /// The PTE, from the TLB or by a walk, if it allows the access; else `NONE`.
    private long translate(Task task, Cpu cpu, MmStruct mm, long address, Access access) {
        long page = address >> pageShift;
        long cached = cpu.tlb().lookup(page);
        if (Pte.has(cached, access.pteBit())) {
            return cached;
        }
        memory.rcuReadLock(task);
        PageTable leaf = kernel.tables().find(task, mm.pgd(), address);
        long pte = leaf == null ? Pte.NONE
                : leaf.entries().loadAcquire("UserAccess.B", kernel.tables().index(address));
        memory.rcuReadUnlock(task);
        if (!Pte.has(pte, access.pteBit())) {
            return Pte.NONE;
        }
        cpu.tlb().insert(page, pte);
        return pte;
    }

    private void perform(Cpu cpu, long pte, long address, Access access, long value) {
        Frame frame = kernel.frame(pte);
        int word = (int) (address >> 3) & wordMask;
        if (access == Access.WRITE) {
            frame.data().writeOnce(word, value);
        } else {
            cpu.loaded = frame.data().readOnce(word);
        }
    }
}
