/// The strategy `refcount`.
module faultline.refcount {
    requires faultline.kernel;
}
