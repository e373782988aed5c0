/// The strategy `rwsem`.
module faultline.rwsem {
    requires faultline.kernel;
}
