/// The baseline: no VMA has a lock of its own.
module faultline.mmaplock {
    requires faultline.kernel;

    provides faultline.kernel.lock.LockStrategy with faultline.mmaplock.MmapLock;
}
