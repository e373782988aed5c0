package faultline.kernel.mm;

import faultline.kernel.memory.Task;

/// A stack that grows down to meet a fault below it (`expand_stack`).
final class Stack {
    private Stack() {
    }

    /// Grows the stack VMA next above `address` so that it covers it. There is no way from reading to writing
    /// without letting go, so everything is looked up again. The VMA, with `mmap_lock` held for reading; or
    /// `null`, with nothing held.
    static Vma grow(Task task, MmStruct mm, long address) {
        if (!mm.writeLock(task, true)) {
            return null;
        }
        Vma vma = mm.tree().findAtOrAfter(task, address);
        boolean covered = vma != null && (vma.start(task) <= address || expand(task, mm, vma, address));
        if (!covered) {
            mm.writeUnlock(task);
            return null;
        }
        mm.downgrade(task);
        return vma;
    }

    /// `expand_downwards`; `mmap_lock` is held for writing.
    private static boolean expand(Task task, MmStruct mm, Vma vma, long address) {
        if ((vma.flags(task) & VmFlags.GROWSDOWN) == 0) {
            return false;
        }
        long pageSize = mm.kernel().sizes().pageSize();
        long start = address & -pageSize;
        long grow = vma.start(task) - start >> mm.kernel().sizes().pageShift();
        Vma below = mm.tree().before(task, start);
        long guard = mm.kernel().sizes().stackGuardPages() * pageSize;
        boolean tooLarge = vma.end(task) - start > mm.kernel().sizes().stackLimit();
        // what nobody can access, and another stack, need not be kept clear of
        boolean tooClose = below != null && start - below.end(task) < guard
                && (below.flags(task) & VmFlags.ACCESS) != 0 && (below.flags(task) & VmFlags.GROWSDOWN) == 0;
        if (tooLarge || tooClose || grow > vma.pgoff(task)) {
            return false;
        }
        if (!Rmap.prepare(task, mm, vma)) {
            return false;
        }
        mm.lock().startWrite(task, vma, false);
        mm.lock().settle(task);
        vma.anonVma().rwsem().downWrite(task, false);
        boolean stored = mm.tree().store(task, start, vma.end(task), vma);
        if (stored) {
            vma.setRange(start, vma.end(task), vma.pgoff(task) - grow);
        }
        vma.anonVma().rwsem().upWrite(task);
        return stored;
    }
}
