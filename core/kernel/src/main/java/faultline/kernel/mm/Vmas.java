package faultline.kernel.mm;

import faultline.kernel.memory.Task;

/// Making, splitting, merging and freeing VMAs (`mm/vma.c`). The caller holds `mmap_lock` for writing, and
/// has announced and settled every VMA that it hands in.
final class Vmas {
    private Vmas() {
    }

    /// A VMA in a new life, detached and complete but for the tree; or `null`. Takes a reference of `file`.
    static Vma create(Task task, MmStruct mm, long start, long end, long pgoff, long flags, File file) {
        Vma vma = mm.kernel().vmas().allocate(task);
        if (vma == null) {
            return null;
        }
        mm.lock().init(task, vma, null);
        fill(vma, mm, start, end, pgoff, flags, file);
        return vma;
    }

    /// A copy of `from` for `mm`, detached (`vm_area_dup`): all but its lock's words. Shares file and
    /// `anon_vma`.
    static Vma duplicate(Task task, MmStruct mm, Vma from, long start, long end, long pgoff) {
        Vma vma = mm.kernel().vmas().allocate(task);
        if (vma == null) {
            return null;
        }
        mm.lock().init(task, vma, from);
        fill(vma, mm, start, end, pgoff, from.flags(task), from.file(task));
        Rmap.share(from, vma);
        return vma;
    }

    private static void fill(Vma vma, MmStruct mm, long start, long end, long pgoff, long flags, File file) {
        vma.setMm(mm);
        vma.setRange(start, end, pgoff);
        vma.setFlags(flags);
        vma.setFile(file);
        vma.setAnonVma(null);
        if (file != null) {
            file.get();
        }
    }

    /// Puts a detached, complete VMA into the tree, and among its file's mappings. `false`: no memory; then
    /// it is still detached and the caller's.
    static boolean attach(Task task, MmStruct mm, Vma vma) {
        mm.lock().startWrite(task, vma, false);
        mm.lock().markAttached(task, vma);
        if (!mm.tree().store(task, vma.start(task), vma.end(task), vma)) {
            mm.lock().markDetached(task, vma);
            return false;
        }
        mm.mapCount().writeOnce(mm.mapCount().readOnce() + 1);
        if (vma.file(task) != null) {
            Inode inode = vma.file(task).inode();
            inode.mmapRwsem().downWrite(task, false);
            inode.link(vma);
            inode.mmapRwsem().upWrite(task);
        }
        return true;
    }

    /// Frees a VMA that was never attached.
    static void abandon(Task task, MmStruct mm, Vma vma) {
        if (vma.file(task) != null) {
            vma.file(task).put(task);
        }
        Rmap.unlink(task, mm.kernel(), vma);
        mm.kernel().vmas().free(task, vma);
    }

    /// Frees a VMA that is detached and out of the tree.
    static void free(Task task, MmStruct mm, Vma vma) {
        File file = vma.file(task);
        if (file != null) {
            Inode inode = file.inode();
            inode.mmapRwsem().downWrite(task, false);
            inode.unlink(vma);
            inode.mmapRwsem().upWrite(task);
            file.put(task);
        }
        Rmap.unlink(task, mm.kernel(), vma);
        mm.kernel().vmas().free(task, vma);
    }

    /// Cuts `vma` at `at`. As in Linux, `munmap` and the lower cut of `mprotect` make a new VMA for what lies
    /// below, and the old one keeps what lies above, with another start and offset; the upper cut of
    /// `mprotect` is the other way round. The upper half, or `null`: no memory, nothing changed.
    static Vma split(Task task, MmStruct mm, Vma vma, long at, boolean newBelow) {
        if (mm.mapCount().readOnce() >= mm.kernel().sizes().maxMapCount()) {
            return null;
        }
        long start = vma.start(task);
        long end = vma.end(task);
        long pgoff = vma.pgoff(task);
        long above = pgoff + (at - start >> mm.kernel().sizes().pageShift());
        Vma fresh = newBelow ? duplicate(task, mm, vma, start, at, pgoff)
                : duplicate(task, mm, vma, at, end, above);
        if (fresh == null) {
            return null;
        }
        if (!attach(task, mm, fresh)) {
            abandon(task, mm, fresh);
            return null;
        }
        // last: whoever walks over the inode's mappings may find a page twice, but must not miss one
        setRange(task, vma, newBelow ? at : start, newBelow ? end : at, newBelow ? above : pgoff);
        return newBelow ? vma : fresh;
    }

    /// A VMA that can be found through its inode changes its range under `i_mmap_rwsem`.
    static void setRange(Task task, Vma vma, long start, long end, long pgoff) {
        File file = vma.file(task);
        if (file == null) {
            vma.setRange(start, end, pgoff);
            return;
        }
        file.inode().mmapRwsem().downWrite(task, false);
        vma.setRange(start, end, pgoff);
        file.inode().mmapRwsem().upWrite(task);
    }

    /// Makes one VMA of two neighbours that [#canMerge]: `left` stays. `false`: no memory, nothing changed.
    static boolean merge(Task task, MmStruct mm, Vma left, Vma right) {
        mm.lock().markDetached(task, right);
        if (!mm.tree().store(task, left.start(task), right.end(task), left)) {
            mm.lock().markAttached(task, right);
            return false;
        }
        Rmap.share(right, left);
        setRange(task, left, left.start(task), right.end(task), left.pgoff(task));
        mm.mapCount().writeOnce(mm.mapCount().readOnce() - 1);
        free(task, mm, right);
        return true;
    }

    /// Whether `right` goes on where `left` ends, in all but the rights of access: such two can share an
    /// `anon_vma`.
    static boolean couldMerge(Task task, Vma left, Vma right) {
        long pages = left.end(task) - left.start(task) >> left.pageShift();
        return left.end(task) == right.start(task)
                && left.file(task) == right.file(task)
                && left.pgoff(task) + pages == right.pgoff(task)
                && (left.flags(task) & ~VmFlags.ACCESS) == (right.flags(task) & ~VmFlags.ACCESS);
    }

    /// Whether two neighbours are one mapping but for the cut between them.
    static boolean canMerge(Task task, Vma left, Vma right) {
        return couldMerge(task, left, right)
                && left.flags(task) == right.flags(task)
                && (left.anonVma() == right.anonVma() || left.anonVma() == null || right.anonVma() == null);
    }

    /// Announces every VMA that overlaps `start..end`; does not settle. `false`: a fatal signal came first;
    /// then nothing may be edited.
    static boolean announce(Task task, MmStruct mm, long start, long end) {
        for (long at = start; at < end; ) {
            Vma vma = mm.tree().findAtOrAfter(task, at);
            if (vma == null || vma.start(task) >= end) {
                return true;
            }
            if (!mm.lock().startWrite(task, vma, true)) {
                return false;
            }
            at = vma.end(task);
        }
        return true;
    }
}
