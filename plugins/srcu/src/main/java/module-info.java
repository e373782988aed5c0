/// The strategy `srcu`.
module faultline.srcu {
    requires faultline.kernel;
}
