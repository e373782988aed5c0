package faultline.lab.busted;

import faultline.kernel.lock.AddressSpaceLock;
import faultline.kernel.lock.Look;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.mm.Kernel;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.Vma;
import faultline.mmaplock.MmapLock;

/// Of `mmap-lock`: a reader that finds its VMA goes ahead, with no lock at all.
final class GrantsUnlocked extends Spoiled {
    private final Memory memory;
    private final MmStruct mm;

    GrantsUnlocked(Kernel kernel, MmStruct mm) {
        super(new MmapLock());
        this.memory = kernel.memory();
        this.mm = mm;
    }

    @Override public boolean startRead(Task task, long address, Look look) {
        memory.rcuReadLock(task);
        Vma vma = mm.find(task, address);
        memory.rcuReadUnlock(task);
        look.vma = vma;
        return vma != null && vma.covers(task, address);
    }

    @Override public void endRead(Task task, Look look) {
        // nothing is held
    }
}
