package faultline.lab.mutant;

import faultline.kernel.lock.AddressSpaceLock;
import faultline.kernel.lock.Look;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.mm.Kernel;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.Vma;

/// A reader that finds its VMA goes ahead, with no lock at all; writers know `mmap_lock` only.
record GrantsUnlocked(Kernel kernel, MmStruct mm) implements AddressSpaceLock {

    @Override public void initMm(Task task) {
        // nothing to lay out
    }

    @Override public void init(Task task, Vma vma, Vma copiedFrom) {
        // nothing to lay out
    }

    @Override public boolean startRead(Task task, long address, Look look) {
        Memory memory = kernel.memory();
        memory.rcuReadLock(task);
        Vma vma = mm.find(task, address);
        memory.rcuReadUnlock(task);
        look.vma = vma;
        return vma != null && vma.covers(task, address);
    }

    @Override public void endRead(Task task, Look look) {
        // nothing is held
    }

    @Override public boolean startWrite(Task task, Vma vma, boolean killable) {
        return true;
    }

    @Override public void endWriteAll(Task task) {
        // nobody was kept out
    }

    @Override public void markAttached(Task task, Vma vma) {
        // nobody asks
    }

    @Override public void markDetached(Task task, Vma vma) {
        // nobody asks
    }
}
