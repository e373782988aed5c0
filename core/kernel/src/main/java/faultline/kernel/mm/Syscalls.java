package faultline.kernel.mm;

import faultline.kernel.memory.Task;

/// The system calls that change an address space. Each takes `mmap_lock` itself and sleeps where it must; an
/// answer for which [Errno#isError] holds is an errno, and then nothing has changed unless the call says
/// otherwise.
public final class Syscalls {
    private Syscalls() {
    }

    /// Maps anonymous memory (`file` is `null`) or `file` from page `pgoff` on. `flags` are READ, WRITE,
    /// EXEC, SHARED, GROWSDOWN and DONTCOPY of [VmFlags]. `address` is a hint (0: none), or binding if
    /// `fixed`, and then whatever is there goes. The address.
    public static long mmap(Task task, MmStruct mm, long address, long length, long flags, File file,
                            long pgoff, boolean fixed) {
        return Mmap.map(task, mm, address, length, flags, file, pgoff, fixed);
    }

    /// Unmaps what there is from `start` on. 0.
    public static long munmap(Task task, MmStruct mm, long start, long length) {
        return Munmap.unmap(task, mm, start, length);
    }

    /// Gives the range READ, WRITE, EXEC of `access`. On ENOMEM (a hole) and EACCES what lies below has
    /// changed. 0.
    public static long mprotect(Task task, MmStruct mm, long start, long length, long access) {
        return Mprotect.protect(task, mm, start, length, access);
    }

    /// Resizes or moves. `target` 0 lets the kernel choose. The new address.
    public static long mremap(Task task, MmStruct mm, long old, long oldLength, long newLength,
                              boolean mayMove, long target) {
        return Mremap.remap(task, mm, old, oldLength, newLength, mayMove, target);
    }

    /// Moves the end of the heap; the end as it is then, which is the old one if it could not be moved.
    public static long brk(Task task, MmStruct mm, long end) {
        return Mmap.brk(task, mm, end);
    }

    /// Where the heap begins; once, by whoever lays out a new address space.
    public static void startBrk(MmStruct mm, long start) {
        mm.startBrk().writeOnce(start);
        mm.brk().writeOnce(start);
    }

    /// `MADV_DONTNEED`: drops the pages, keeps the mapping. On ENOMEM (a hole) the pages around it are gone.
    /// 0.
    public static long madviseDontNeed(Task task, MmStruct mm, long start, long length) {
        return Madvise.dontNeed(task, mm, start, length);
    }

    /// A copy of `parent` with one user, which shares the pages until somebody writes; or `null`: no memory,
    /// or a fatal signal.
    public static MmStruct fork(Task task, MmStruct parent) {
        return Fork.fork(task, parent);
    }
}
