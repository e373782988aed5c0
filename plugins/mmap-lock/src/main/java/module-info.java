/// The strategy `mmap-lock`.
module faultline.mmaplock {
    requires faultline.kernel;
}
