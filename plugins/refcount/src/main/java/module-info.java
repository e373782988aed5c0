/// Readers count themselves in the VMA; a writer adds one high bit and waits for them to leave.
module faultline.refcount {
    requires transitive faultline.kernel;

    exports faultline.refcount;

    provides faultline.kernel.lock.LockStrategy with faultline.refcount.RefcountStrategy;
}
