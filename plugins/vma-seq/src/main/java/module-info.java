/// Looks write nothing: the mark that a writer leaves on a VMA is also a sequence to check.
module faultline.vmaseq {
    requires faultline.rwsem;

    provides faultline.kernel.lock.LockStrategy with faultline.vmaseq.VmaSeqStrategy;
}
