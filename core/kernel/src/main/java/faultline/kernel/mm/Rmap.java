package faultline.kernel.mm;

import faultline.kernel.memory.Task;
import faultline.kernel.page.Frame;

/// Which VMAs may map an anonymous page: keeping `anon_vma` (`mm/rmap.c`).
final class Rmap {
    private Rmap() {
    }

    /// Gives `vma` an `anon_vma`, a neighbour's if they could merge (`__anon_vma_prepare`). The caller holds
    /// `mmap_lock`, at least for reading: the neighbours must stand still. `false`: no memory.
    static boolean prepare(Task task, MmStruct mm, Vma vma) {
        AnonVma shared = mergeable(task, mm, vma);
        AnonVma anonVma = shared != null ? shared : mm.kernel().anonVmas().allocate(task);
        if (anonVma == null) {
            return false;
        }
        if (shared == null) {
            anonVma.rwsem().init();   // poisoned since its last life, and nobody else knows it yet
        }
        anonVma.rwsem().downWrite(task, false);
        mm.pageTableLock().lock(task);
        boolean first = vma.anonVma() == null;
        if (first) {
            if (shared == null) {
                anonVma.refcount().set(1);
            } else {
                anonVma.refcount().inc();
            }
            vma.setAnonVma(anonVma);
        }
        mm.pageTableLock().unlock(task);
        anonVma.rwsem().upWrite(task);
        if (!first && shared == null) {
            mm.kernel().anonVmas().freeUnseen(task, anonVma);
        }
        return true;
    }

    /// A neighbour's, if the two would merge but for this (`find_mergeable_anon_vma`).
    private static AnonVma mergeable(Task task, MmStruct mm, Vma vma) {
        Vma next = mm.tree().find(task, vma.end(task));
        if (next != null && next.anonVma() != null && Vmas.couldMerge(task, vma, next)) {
            return next.anonVma();
        }
        Vma before = vma.start(task) == 0 ? null : mm.tree().find(task, vma.start(task) - 1);
        if (before != null && before.anonVma() != null && Vmas.couldMerge(task, before, vma)) {
            return before.anonVma();
        }
        return null;
    }

    /// One more entry maps `page` (`folio_add_file_rmap_pte` and kin).
    static void map(Frame page) {
        page.mapcount().fetchAddRelaxed(1);
    }

    /// One entry less maps `page`.
    static void unmap(Frame page) {
        page.mapcount().fetchAddRelaxed(-1);
    }

    /// `page`, which only the caller knows yet, becomes the anonymous page `index` of a family.
    static void mapAnonymous(Frame page, AnonVma anonVma, long index) {
        page.mapping().writeOnce(anonVma);
        page.index().writeOnce(index);
        page.mapcount().writeOnce(1);
    }

    /// Whether `page` is anonymous, and the one entry that the caller has locked is its only user.
    static boolean isExclusive(Kernel kernel, Frame page) {
        return page.mapping().readOnce() instanceof AnonVma && kernel.frames().references(page) == 1;
    }

    /// `to`, which is write-locked or unseen, shares the `anon_vma` of `from` (`anon_vma_clone`).
    static void share(Vma from, Vma to) {
        AnonVma anonVma = from.anonVma();
        if (anonVma != null && to.anonVma() == null) {
            anonVma.refcount().inc();
            to.setAnonVma(anonVma);
        }
    }

    /// `vma`, detached, lets its `anon_vma` go (`unlink_anon_vmas`).
    static void unlink(Task task, Kernel kernel, Vma vma) {
        AnonVma anonVma = vma.anonVma();
        if (anonVma == null) {
            return;
        }
        vma.setAnonVma(null);
        if (anonVma.refcount().decAndTest()) {
            kernel.anonVmas().free(task, anonVma);
        }
    }
}
