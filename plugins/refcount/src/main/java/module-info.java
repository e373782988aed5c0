/// Readers count themselves in the VMA; a writer adds one high bit and waits for them to leave.
@SuppressWarnings("module")   // those that build on this are compiled after it
module faultline.refcount {
    requires transitive faultline.kernel;

    exports faultline.refcount to faultline.seqcount, faultline.bench;

    provides faultline.kernel.lock.LockStrategy with faultline.refcount.RefcountStrategy;
}
