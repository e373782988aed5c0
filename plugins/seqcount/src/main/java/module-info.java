/// The strategy `seqcount`.
module faultline.seqcount {
    requires faultline.kernel;
}
