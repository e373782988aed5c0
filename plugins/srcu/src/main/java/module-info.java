/// Readers may sleep and hold nothing still: they check a sequence in the VMA when it matters.
module faultline.srcu {
    requires faultline.kernel;

    provides faultline.kernel.lock.LockStrategy with faultline.srcu.SrcuStrategy;
}
