package faultline.kernel.mm;

import faultline.kernel.memory.Task;
import faultline.kernel.page.Frame;
import faultline.kernel.page.PageTable;
import faultline.kernel.page.Pte;

/// Reading and changing the text of a process from outside (`get_user_pages` with `FOLL_FORCE`), for
/// breakpoints.
///
/// The page is made the process's own first, as by a private write. Then the entry is cleared, every TLB
/// forgets it, the word is changed, and the entry comes back: no CPU executes a word that is half old and
/// half new, and the file stays as it is. Faults on the same VMA may run meanwhile; the page-table lock keeps
/// them apart.
@SuppressWarnings("exports")   // frames are for the kernel and the lab
public final class Text {
    private Text() {
    }

    /// Puts `word` at `address` of `vma`. The caller holds `mmap_lock` for writing. 0, or an errno.
    public static long write(Task task, MmStruct mm, Vma vma, long address, long word) {
        Kernel kernel = mm.kernel();
        PageTable leaf = kernel.tables().findOrAllocate(task, mm.pgd(), mm.pageTableLock(), address);
        if (leaf == null || vma.anonVma() == null && !Rmap.prepare(task, mm, vma)) {
            return Errno.ENOMEM;
        }
        int index = kernel.tables().index(address);
        while (true) {
            lock(task, mm, leaf, address);
            long pte = leaf.entries().readOnce(index);
            boolean own = Pte.isPresent(pte) && !Pte.has(pte, Pte.SPECIAL)
                    && Rmap.isExclusive(kernel, kernel.frame(pte));
            if (own) {
                leaf.entries().writeOnce(index, Pte.NONE);
                mm.shootdown().flush(task);
                kernel.frame(pte).data().writeOnce(word(kernel, address), word);
                leaf.entries().storeRelease("VmFault.A", index, pte);
            }
            kernel.tables().unlock(task, leaf);
            if (own) {
                return 0;
            }
            long failed = makeOwn(task, mm, vma, leaf, address);
            if (failed != 0) {
                return failed;
            }
        }
    }

    /// The word at `address` as the process sees it, its page faulted in if need be. The caller holds
    /// `mmap_lock`. An errno if there is none; a word is never negative here, as instructions are not.
    public static long read(Task task, MmStruct mm, Vma vma, long address) {
        Kernel kernel = mm.kernel();
        PageTable leaf = mm.lockLeaf(task, address);
        if (leaf != null) {
            long pte = leaf.entries().readOnce(kernel.tables().index(address));
            long word = Pte.isPresent(pte) ? kernel.frame(pte).data().readOnce(word(kernel, address))
                    : Errno.EFAULT;
            kernel.tables().unlock(task, leaf);
            if (!Errno.isError(word)) {
                return word;
            }
        }
        Frame page = filePage(task, kernel, vma, address);
        if (page == null) {
            return Errno.EFAULT;
        }
        long word = page.data().readOnce(word(kernel, address));
        kernel.frames().put(task, page);
        return word;
    }

    /// The word of the file itself, whoever has changed it in his memory. `index` counts pages. An errno if
    /// there is none.
    public static long original(Task task, Kernel kernel, Inode inode, long offset) {
        Frame page = inode.findOrRead(task, offset >> kernel.sizes().pageShift());
        if (page == null) {
            return Errno.EFAULT;
        }
        long word = page.data().readOnce(word(kernel, offset));
        kernel.frames().put(task, page);
        return word;
    }

    /// The page at `address`, made the process's own, with a reference for the caller; or `null`: no memory.
    /// The caller holds `mmap_lock` for writing.
    public static Frame pin(Task task, MmStruct mm, Vma vma, long address) {
        if (write(task, mm, vma, address, 0) != 0) {
            return null;
        }
        PageTable leaf = mm.lockLeaf(task, address);
        Frame page = mm.kernel().frame(leaf.entries().readOnce(mm.kernel().tables().index(address)));
        mm.kernel().frames().get(page);
        mm.kernel().tables().unlock(task, leaf);
        return page;
    }

    /// Gives back what [#pin] took.
    public static void unpin(Task task, Kernel kernel, Frame page) {
        kernel.frames().put(task, page);
    }

    private static int word(Kernel kernel, long address) {
        return (int) (address >> 3) & kernel.sizes().pageWords() - 1;
    }

    private static Frame filePage(Task task, Kernel kernel, Vma vma, long address) {
        File file = vma.file(task);
        long index = vma.pgoff(task) + (address - vma.start(task) >> kernel.sizes().pageShift());
        return file == null || index >= file.inode().size() ? null : file.inode().findOrRead(task, index);
    }

    /// `mmap_lock` keeps the table linked.
    private static void lock(Task task, MmStruct mm, PageTable leaf, long address) {
        mm.kernel().memory().rcuReadLock(task);
        if (!mm.kernel().tables().lock(task, leaf, address)) {
            throw mm.kernel().memory().bug("page table of a mapped range was unlinked under mmap_lock");
        }
        mm.kernel().memory().rcuReadUnlock(task);
    }

    /// Replaces the page at `address`, or none, by a copy that nobody shares.
    private static long makeOwn(Task task, MmStruct mm, Vma vma, PageTable leaf, long address) {
        Kernel kernel = mm.kernel();
        int index = kernel.tables().index(address);
        lock(task, mm, leaf, address);
        long seen = leaf.entries().readOnce(index);
        boolean copied = Pte.isPresent(seen) && !Pte.has(seen, Pte.SPECIAL);
        if (copied) {
            kernel.frames().get(kernel.frame(seen));
        }
        kernel.tables().unlock(task, leaf);
        Frame source = copied ? kernel.frame(seen) : filePage(task, kernel, vma, address);
        Frame copy = kernel.frames().allocate(task);
        long failed = copy == null || source == null && vma.file(task) != null ? Errno.ENOMEM : 0;
        if (failed == 0) {
            if (source == null) {
                copy.clear();
            } else {
                copy.copyFrom(source);
            }
            copy = replace(task, mm, vma, leaf, address, seen, copy);
        }
        if (source != null) {
            kernel.frames().put(task, source);
        }
        if (copy != null) {
            kernel.frames().put(task, copy);
        }
        return failed;
    }

    /// Installs `copy` if the entry is still `seen`. What is left for the caller to give back: `copy`, or
    /// `null`.
    private static Frame replace(Task task, MmStruct mm, Vma vma, PageTable leaf, long address, long seen,
                                 Frame copy) {
        Kernel kernel = mm.kernel();
        int index = kernel.tables().index(address);
        lock(task, mm, leaf, address);
        boolean same = leaf.entries().readOnce(index) == seen;
        if (same) {
            leaf.entries().writeOnce(index, Pte.NONE);
            mm.shootdown().flush(task);
            long page = vma.pgoff(task) + (address - vma.start(task) >> kernel.sizes().pageShift());
            Rmap.mapAnonymous(copy, vma.anonVma(), page);
            leaf.entries().storeRelease("VmFault.A", index,
                    Pte.of(copy, vma.pageProt(task) & ~Pte.WRITE | Pte.ACCESSED | Pte.DIRTY));
            if (Pte.isPresent(seen) && !Pte.has(seen, Pte.SPECIAL)) {
                Rmap.unmap(kernel.frame(seen));
                kernel.frames().put(task, kernel.frame(seen));
            }
        }
        kernel.tables().unlock(task, leaf);
        return same ? null : copy;
    }
}
