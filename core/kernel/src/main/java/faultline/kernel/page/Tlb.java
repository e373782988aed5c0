package faultline.kernel.page;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Words;

/// The translations that one CPU remembers, direct mapped. Read and written by that CPU alone: whoever wants
/// an entry gone from another CPU's TLB must interrupt it.
///
/// Between reading a PTE and [#insert] there must be no interrupt point, as there is none in the hardware's
/// walk.
public final class Tlb {
    private final Words entries;
    private final int mask;

    /// `entries` is a power of two.
    public Tlb(Memory memory, KernelObject owner, int entries) {
        this.entries = memory.words(owner, "tlb", 2 * entries);
        this.mask = entries - 1;
    }

    /// The PTE remembered for the page of this number, or [Pte#NONE].
    public long lookup(long page) {
        int at = at(page);
        long pte = entries.get(at + 1);
        return entries.get(at) == tag(page) ? pte : Pte.NONE;
    }

    public void insert(long page, long pte) {
        int at = at(page);
        entries.set(at, tag(page));
        entries.set(at + 1, pte);
    }

    /// Forgets everything.
    public void flush() {
        entries.fill(0);
    }

    /// Forgets one page.
    public void flushPage(long page) {
        int at = at(page);
        if (entries.get(at) == tag(page)) {
            entries.set(at, 0);
        }
    }

    private int at(long page) {
        return 2 * (int) (page & mask);
    }

    private static long tag(long page) {
        return page + 1;
    }
}
