package faultline.lab.busted;

import faultline.kernel.lock.Look;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.mm.Kernel;
import faultline.kernel.mm.MmStruct;
import faultline.refcount.RefcountLock;

/// Of `seqcount`: what a look saw is believed, whoever took `mmap_lock` for writing meanwhile.
final class LooksUnchecked extends RefcountLock {
    private final Memory memory;
    private final MmStruct mm;

    LooksUnchecked(Kernel kernel, MmStruct mm) {
        super(kernel, mm);
        this.memory = kernel.memory();
        this.mm = mm;
    }

    @Override public boolean startLook(Task task, long address, Look look) {
        memory.rcuReadLock(task);
        look.vma = mm.find(task, address);
        if (look.vma == null) {
            memory.rcuReadUnlock(task);
        }
        return look.vma != null;
    }

    @Override public boolean endLook(Task task, Look look) {
        memory.rcuReadUnlock(task);
        return true;
    }
}
