package forkforgot;

import faultline.kernel.memory.Line;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;
import faultline.kernel.sync.RwSemaphore;

/// One VMA of a process that forks, its copy in the child, and one entry of the page tables of each. The parent's VMA
/// has the lock of 6.4.
///
/// ```
///     fork (holds mmap_lock for writing)        fault (holds mmap_lock not at all)
///
///     down_write vm_lock                        down_read vm_lock, tried
///     child's anon_vma = parent's               anon_vma = 1
///     child's entry = parent's, read-only       entry = a page, to be written
///     up_write vm_lock                          up_read vm_lock
/// ```
///
/// A page that is in a process belongs to an `anon_vma` of its VMA: through it the kernel finds who has the page.
public final class Fork {
    public static final long NONE = 0;
    public static final long PAGE = 2;
    public static final long WRITE = 1;

    private final RwSemaphore lock;
    private final Word anonVma;
    private final Word entry;
    private final Word childAnonVma;
    private final Word childEntry;

    /// A VMA without a page, and so without an `anon_vma`.
    public Fork(RwSemaphore lock, Line parent, Line table, Line child, Line childTable) {
        this.lock = lock;
        this.anonVma = parent.word("anon_vma", 0);
        this.entry = table.word("pte", NONE);
        this.childAnonVma = child.word("child_anon_vma", 0);
        this.childEntry = childTable.word("child_pte", NONE);
    }

    /// The first write to the page. Whether it was let in; if not, it takes `mmap_lock`, and comes after the fork.
    public boolean fault(Task task) {
        if (!lock.tryDownRead(task)) {
            return false;
        }
        anonVma.writeOnce(1);
        entry.writeOnce(PAGE | WRITE);
        lock.upRead(task);
        return true;
    }

    /// Copies the VMA, then its entry. In between the parent's page becomes read-only: it has two owners now.
    public void fork(Task task) {
        lock.downRead(task, false);
        childAnonVma.writeOnce(anonVma.readOnce());
        long found = entry.fetchAndRelaxed(~WRITE);
        childEntry.writeOnce(found & ~WRITE);
        lock.upRead(task);
    }

    /// What the child has, when all is over.
    public String child() {
        return (childAnonVma.readOnce() == 0 ? "no anon_vma" : "an anon_vma")
                + (childEntry.readOnce() == NONE ? ", no page" : ", a page");
    }
}
