package faultline.kernel.mm;

import faultline.kernel.lock.Look;
import faultline.kernel.memory.Task;

/// `madvise(MADV_DONTNEED)`: the pages go, the mapping stays. Where one VMA has the whole range and the
/// strategy's reads exclude writers and may sleep, a VMA read lock is enough; otherwise `mmap_lock` for
/// reading.
final class Madvise {
    private Madvise() {
    }

    static long dontNeed(Task task, MmStruct mm, long start, long length) {
        Sizes sizes = mm.kernel().sizes();
        long end = start + Mmap.align(sizes, length);
        if ((start & sizes.pageSize() - 1) != 0 || length < 0 || start < 0 || end < start
                || end > sizes.taskSize()) {
            return Errno.EINVAL;
        }
        if (end == start || underVmaLock(task, mm, start, end)) {
            return 0;
        }
        if (!mm.readLock(task, true)) {
            return Errno.EINTR;
        }
        long result = underMmapLock(task, mm, start, end);
        mm.readUnlock(task);
        return result;
    }

    private static boolean underVmaLock(Task task, MmStruct mm, long start, long end) {
        Kernel kernel = mm.kernel();
        Look look = kernel.cpu(task).faultLook();
        boolean enough = kernel.strategy().readerExcludes() && kernel.strategy().readerMaySleep();
        if (!enough || !mm.lock().startRead(task, start, look)) {
            return false;
        }
        boolean inside = end <= look.vma.end(task);
        if (inside) {
            kernel.cpu(task).zap().range(task, mm, start, end);
        }
        mm.lock().endRead(task, look);
        return inside;
    }

    /// Holes are skipped, and answered with ENOMEM at the end, as Linux does.
    private static long underMmapLock(Task task, MmStruct mm, long start, long end) {
        long result = 0;
        for (long at = start; at < end; ) {
            Vma vma = mm.tree().findAtOrAfter(task, at);
            if (vma == null || vma.start(task) >= end) {
                return Errno.ENOMEM;
            }
            if (vma.start(task) > at) {
                result = Errno.ENOMEM;
            }
            long to = Math.min(end, vma.end(task));
            mm.kernel().cpu(task).zap().range(task, mm, Math.max(at, vma.start(task)), to);
            at = to;
        }
        return result;
    }
}
