/// Readers count themselves in the VMA; a writer adds one high bit and waits for them to leave.
@SuppressWarnings("module")   // seqcount, which builds on this, is compiled after it
module faultline.refcount {
    requires transitive faultline.kernel;

    exports faultline.refcount to faultline.seqcount;

    provides faultline.kernel.lock.LockStrategy with faultline.refcount.RefcountStrategy;
}
