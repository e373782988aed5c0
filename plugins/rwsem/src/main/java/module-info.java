/// Readers hold a semaphore in the VMA; one number in the address space unlocks all VMAs at once.
module faultline.rwsem {
    requires transitive faultline.kernel;

    exports faultline.rwsem;

    provides faultline.kernel.lock.LockStrategy with faultline.rwsem.RwsemStrategy;
}
