package faultline.kernel.mm;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.sync.Refcount;
import faultline.kernel.sync.RwSemaphore;

/// What anonymous pages point back to: the family of VMAs that may map them (`struct anon_vma`). A VMA gets
/// one with its first anonymous page; split halves, merged neighbours and a child's copies share it.
///
/// Its memory is type-stable: a late reader may find it in another life, and must check before use.
public final class AnonVma extends KernelObject {
    private final RwSemaphore rwsem;
    private final Refcount refcount;

    AnonVma(Kernel kernel, int number) {
        super(kernel.memory(), "anon_vma", number);
        this.rwsem = kernel.sync().rwSemaphore(memory().line(this), "rwsem", "anon_vma.rwsem");
        this.refcount = new Refcount(memory().line(this), "refcount", 0);
    }

    RwSemaphore rwsem() {
        return rwsem;
    }

    /// Counts the VMAs and the pages that point here.
    Refcount refcount() {
        return refcount;
    }
}
