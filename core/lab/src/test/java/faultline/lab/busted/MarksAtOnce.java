package faultline.lab.busted;

import faultline.kernel.memory.Task;
import faultline.kernel.mm.Kernel;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.Vma;
import faultline.rwsem.RwsemLock;

/// Of `rwsem`: a writer leaves its mark without passing through the semaphore, where readers may be.
final class MarksAtOnce extends RwsemLock {

    MarksAtOnce(Kernel kernel, MmStruct mm) {
        super(kernel, mm);
    }

    @Override public boolean startWrite(Task task, Vma vma, boolean killable) {
        cells(vma).lockSeq().writeOnce(lockSeq().readOnce());
        return true;
    }
}
