package faultline.kernel.mm;

import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;

/// The end of an address space whose last user is gone (`exit_mmap`).
///
/// Nobody faults in it any more, but a reader that found one of its VMAs before, or that holds a VMA of this
/// mm by mistake because the object was reused, may still be about to let go. So every VMA is detached
/// properly.
final class Exit {
    private Exit() {
    }

    static void exit(Task task, MmStruct mm) {
        Kernel kernel = mm.kernel();
        kernel.textHooks().exited(task, mm);
        mm.readLock(task, false);
        zapAll(task, mm);
        mm.readUnlock(task);
        mm.writeLock(task, false);
        for (long at = 0; ; ) {
            Vma vma = mm.tree().findAtOrAfter(task, at);
            if (vma == null) {
                break;
            }
            mm.lock().startWrite(task, vma, false);
            at = vma.end(task);
        }
        mm.lock().settle(task);
        freeAll(task, mm);
        mm.writeUnlock(task);
        leave(task, mm);
        kernel.tables().freeRoot(task, mm.pgd());
    }

    private static void zapAll(Task task, MmStruct mm) {
        long at = 0;
        while (true) {
            Vma vma = mm.tree().findAtOrAfter(task, at);
            if (vma == null) {
                return;
            }
            mm.kernel().cpu(task).zap().range(task, mm, vma.start(task), vma.end(task));
            at = vma.end(task);
        }
    }

    private static void freeAll(Task task, MmStruct mm) {
        Vma head = null;
        for (long at = 0; ; ) {
            Vma vma = mm.tree().findAtOrAfter(task, at);
            if (vma == null) {
                break;
            }
            at = vma.end(task);
            mm.lock().markDetached(task, vma);
            vma.gathered().writeOnce(head);
            head = vma;
        }
        mm.tree().clear(task);
        mm.mapCount().writeOnce(0);
        while (head != null) {
            Vma next = head.gathered().readOnce();
            Vmas.free(task, mm, head);
            head = next;
        }
    }

    /// No CPU keeps the dead mm loaded: its structure may soon be another.
    private static void leave(Task task, MmStruct mm) {
        Memory.Interrupt leave = cpu -> mm.kernel().cpu(cpu).unload(mm);
        leave.handle(task);
        mm.kernel().memory().interrupt(task, mm.cpuMask(), leave);
    }
}
