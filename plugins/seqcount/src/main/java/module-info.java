/// Looks write nothing: they check that nobody took `mmap_lock` for writing meanwhile.
module faultline.seqcount {
    requires faultline.refcount;

    provides faultline.kernel.lock.LockStrategy with faultline.seqcount.SeqcountStrategy;
}
