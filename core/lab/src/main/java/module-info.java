/// The worlds a lock is judged in, and what they run and check.
///
/// The worlds themselves are not exported: they are chosen by name.
module faultline.lab {
    requires transitive faultline.kernel;
    requires HdrHistogram;
}
