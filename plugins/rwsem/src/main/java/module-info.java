/// Readers hold a semaphore in the VMA; one number in the address space unlocks all VMAs at once.
@SuppressWarnings("module")   // vma-seq, which builds on this, is compiled after it
module faultline.rwsem {
    requires transitive faultline.kernel;

    exports faultline.rwsem to faultline.vmaseq;

    provides faultline.kernel.lock.LockStrategy with faultline.rwsem.RwsemStrategy;
}
