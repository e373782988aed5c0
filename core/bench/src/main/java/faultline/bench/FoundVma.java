package faultline.bench;

import faultline.kernel.lock.AddressSpaceLock;
import faultline.kernel.lock.Look;
import faultline.kernel.memory.Task;
import faultline.kernel.mm.Kernel;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.Vma;
import faultline.refcount.RefcountLock;
import faultline.refcount.RefcountStrategy;

/// The lock of `refcount`, for a reader that has found the VMA already.
final class FoundVma extends RefcountLock {
    private final Kernel kernel;

    private FoundVma(Kernel kernel, MmStruct mm) {
        super(kernel, mm);
        this.kernel = kernel;
    }

    /// As [#startRead] of an address, without the way through the tree. `false` also if the VMA is detached.
    boolean startRead(Task task, Vma vma, long address, Look look) {
        kernel.memory().rcuReadLock(task);
        Cells own = cells(vma);
        long count = raise(own);
        if (count != 0) {
            return enter(task, vma, own, count, address, look);
        }
        kernel.memory().rcuReadUnlock(task);
        return false;
    }

    static final class Strategy extends RefcountStrategy {
        @Override public AddressSpaceLock forAddressSpace(Kernel kernel, MmStruct mm) {
            return new FoundVma(kernel, mm);
        }
    }
}
