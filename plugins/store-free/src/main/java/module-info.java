/// The strategy `store-free`.
module faultline.storefree {
    requires faultline.kernel;
}
