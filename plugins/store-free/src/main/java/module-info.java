/// Readers write nothing and check nothing: the writer waits until they are gone.
module faultline.storefree {
    requires faultline.kernel;

    provides faultline.kernel.lock.LockStrategy with faultline.storefree.StoreFreeStrategy;
}
