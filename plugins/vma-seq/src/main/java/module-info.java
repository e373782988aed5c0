/// The strategy `vma-seq`.
module faultline.vmaseq {
    requires faultline.kernel;
}
