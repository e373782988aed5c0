package faultline.lab.busted;

import faultline.kernel.memory.Task;
import faultline.kernel.mm.Kernel;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.Vma;
import faultline.refcount.RefcountLock;

/// Of `refcount`: a writer that is killed while it waits for readers does not let new ones in again.
final class LeavesAnnouncement extends RefcountLock {
    private static final long EXCLUDE_READERS = 0x4000_0000;

    LeavesAnnouncement(Kernel kernel, MmStruct mm) {
        super(kernel, mm);
    }

    @Override public boolean startWrite(Task task, Vma vma, boolean killable) {
        boolean announced = super.startWrite(task, vma, killable);
        if (!announced) {
            cells(vma).refcnt().fetchAddRelaxed(EXCLUDE_READERS);
        }
        return announced;
    }
}
