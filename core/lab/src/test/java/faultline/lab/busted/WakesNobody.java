package faultline.lab.busted;

import faultline.kernel.lock.Look;
import faultline.kernel.memory.Task;
import faultline.kernel.mm.Kernel;
import faultline.kernel.mm.MmStruct;
import faultline.refcount.RefcountLock;

/// Of `refcount`: a reader that leaves does not look whether a writer waits for it.
final class WakesNobody extends RefcountLock {

    WakesNobody(Kernel kernel, MmStruct mm) {
        super(kernel, mm);
    }

    @Override public void endRead(Task task, Look look) {
        task.releases("vma_lock");
        cells(look.vma).refcnt().fetchAddRelease("D", -1);
    }
}
