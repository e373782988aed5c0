package faultline.kernel.mm;

import faultline.kernel.memory.Task;

/// `mmap` and `brk`: new mappings.
///
/// A mapping that goes on where a neighbour ends becomes part of it. Otherwise a VMA is made, complete and
/// write-locked before it goes into the tree, so that no fault finds it half done.
final class Mmap {
    private Mmap() {
    }

    /// Maps `length` bytes of `file` from page `pgoff` on, or anonymous memory if `file` is `null`. `address`
    /// is taken as it is if `fixed`, with whatever is there unmapped; otherwise it is a hint, and 0 is none.
    /// The address, or an errno.
    static long map(Task task, MmStruct mm, long address, long length, long flags, File file, long pgoff,
                    boolean fixed) {
        Sizes sizes = mm.kernel().sizes();
        long size = align(sizes, length);
        if (length <= 0 || size <= 0 || pgoff < 0 || size > sizes.taskSize()) {
            return length <= 0 || pgoff < 0 ? Errno.EINVAL : Errno.ENOMEM;
        }
        boolean misplaced = (address & sizes.pageSize() - 1) != 0 || address < 0
                || address > sizes.taskSize() - size;
        if (fixed && misplaced) {
            return address < 0 || address > sizes.taskSize() - size ? Errno.ENOMEM : Errno.EINVAL;
        }
        if (file != null && (flags & (VmFlags.SHARED | VmFlags.WRITE)) == (VmFlags.SHARED | VmFlags.WRITE)
                && !file.writable()) {
            return Errno.EACCES;
        }
        if (file == null && (flags & VmFlags.SHARED) != 0) {
            return mapZero(task, mm, address, size, flags, fixed);
        }
        if (!mm.writeLock(task, true)) {
            return Errno.EINTR;
        }
        long start = fixed ? address : place(task, mm, misplaced ? 0 : address, size);
        long result = Errno.isError(start) ? start : mapLocked(task, mm, start,
                start + size, mayFlags(flags, file),
                file, file == null ? start >> sizes.pageShift() : pgoff);
        mm.writeUnlock(task);
        return result;
    }

    /// Anonymous memory that a fork shares is a mapping of a file that nobody else can open
    /// (`shmem_zero_setup`).
    private static long mapZero(Task task, MmStruct mm, long address, long size, long flags, boolean fixed) {
        Kernel kernel = mm.kernel();
        long pages = size >> kernel.sizes().pageShift();
        Inode inode = pages > kernel.sizes().filePages() ? null : kernel.newInode(task, kernel.zero(), pages);
        if (inode == null) {
            return Errno.ENOMEM;
        }
        File file = kernel.open(task, inode, VmFlags.READ | VmFlags.WRITE);
        inode.put(task);
        if (file == null) {
            return Errno.ENOMEM;
        }
        long result = map(task, mm, address, size, flags, file, 0, fixed);
        file.put(task);
        return result;
    }

    /// The hint if it is free, else the highest gap that is large enough; or an errno. Stays clear of stacks
    /// (`unmapped_area_topdown`).
    static long place(Task task, MmStruct mm, long hint, long size) {
        Sizes sizes = mm.kernel().sizes();
        if (hint != 0 && isFree(task, mm, hint, hint + size)) {
            return hint;
        }
        long high = sizes.taskSize();
        while (true) {
            long gap = mm.tree().gap(task, sizes.pageSize(), high, size);
            if (gap == RangeTree.NO_GAP) {
                return Errno.ENOMEM;
            }
            Vma next = mm.tree().findAtOrAfter(task, gap + size);
            if (next == null || gap + size <= next.startGap(task)) {
                return gap;
            }
            high = next.startGap(task);
        }
    }

    private static boolean isFree(Task task, MmStruct mm, long start, long end) {
        Vma next = mm.tree().findAtOrAfter(task, start);
        return end <= mm.kernel().sizes().taskSize() && (next == null || end <= next.startGap(task));
    }

    /// Everything that a later `mprotect` may ask for.
    private static long mayFlags(long flags, File file) {
        boolean readOnly = file != null && (flags & VmFlags.SHARED) != 0 && !file.writable();
        return flags | VmFlags.MAYREAD | VmFlags.MAYEXEC | (readOnly ? 0 : VmFlags.MAYWRITE);
    }

    /// Maps `start..end`, over whatever is there. `mmap_lock` is held for writing. `start`, or an errno.
    static long mapLocked(Task task, MmStruct mm, long start, long end, long flags, File file, long pgoff) {
        Vma covered = mm.tree().findAtOrAfter(task, start);
        boolean covers = covered != null && covered.start(task) < end;
        long failed = covers ? Munmap.unmapLocked(task, mm, start, end) : 0;
        if (failed != 0) {
            return failed;
        }
        if (mm.mapCount().readOnce() >= mm.kernel().sizes().maxMapCount()) {
            return Errno.ENOMEM;
        }
        Vma vma = Vmas.create(task, mm, start, end, pgoff, flags, file);
        if (vma == null) {
            return Errno.ENOMEM;
        }
        Vma below = start == 0 ? null : mm.tree().find(task, start - 1);
        Vma above = mm.tree().find(task, end);
        boolean extendsBelow = below != null && Vmas.canMerge(task, below, vma);
        boolean joinsAbove = above != null && Vmas.canMerge(task, vma, above);
        boolean killable = !covers;   // what was there is gone: there is no way back
        if (extendsBelow && !mm.lock().startWrite(task, below, killable)
                || joinsAbove && !mm.lock().startWrite(task, above, killable)) {
            Vmas.abandon(task, mm, vma);
            return Errno.EINTR;
        }
        if (extendsBelow || joinsAbove) {
            mm.lock().settle(task);
        }
        boolean done = extendsBelow ? extend(task, mm, below, below.start(task), end, below.pgoff(task))
                : joinsAbove ? extend(task, mm, above, start, above.end(task), pgoff)
                : Vmas.attach(task, mm, vma);
        if (!done || extendsBelow || joinsAbove) {
            Vmas.abandon(task, mm, vma);
        }
        if (!done) {
            return Errno.ENOMEM;
        }
        mapped(task, mm, extendsBelow ? below : joinsAbove ? above : vma);
        if (extendsBelow && joinsAbove && Vmas.canMerge(task, below, above)) {
            Vmas.merge(task, mm, below, above);   // without memory for it they stay two
        }
        return start;
    }

    /// `vma`, announced and settled, gets a larger range, up or down. `false`: no memory, nothing changed.
    private static boolean extend(Task task, MmStruct mm, Vma vma, long start, long end, long pgoff) {
        if (!mm.tree().store(task, start, end, vma)) {
            return false;
        }
        Vmas.setRange(task, vma, start, end, pgoff);
        return true;
    }

    private static void mapped(Task task, MmStruct mm, Vma vma) {
        if (vma.file(task) != null) {
            mm.kernel().textHooks().mapped(task, mm, vma);
        }
    }

    /// Moves the end of the heap. The new end; the old one if that could not be done.
    static long brk(Task task, MmStruct mm, long wanted) {
        Sizes sizes = mm.kernel().sizes();
        if (!mm.writeLock(task, true)) {
            return Errno.EINTR;
        }
        long old = mm.brk().readOnce();
        long oldEnd = align(sizes, old);
        long newEnd = align(sizes, wanted);
        boolean done = wanted >= mm.startBrk().readOnce() && newEnd <= sizes.taskSize();
        if (done && newEnd > oldEnd) {
            // a page stays free behind the heap
            done = isFree(task, mm, oldEnd, newEnd + sizes.pageSize()) && mapLocked(task, mm, oldEnd, newEnd,
                    mayFlags(VmFlags.READ | VmFlags.WRITE, null), null,
                    oldEnd >> sizes.pageShift()) == oldEnd;
        } else if (done && newEnd < oldEnd) {
            done = Munmap.unmapLocked(task, mm, newEnd, oldEnd) == 0;
        }
        if (done) {
            mm.brk().writeOnce(wanted);
        }
        mm.writeUnlock(task);
        return done ? wanted : old;
    }

    /// Rounded up to whole pages.
    static long align(Sizes sizes, long length) {
        return length + sizes.pageSize() - 1 & -sizes.pageSize();
    }
}
