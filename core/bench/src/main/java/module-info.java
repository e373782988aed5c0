/// Benchmarks of the seam against bare VarHandles and C. Run by hand, by `core/bench/run`; not part of the
/// product.
open module faultline.bench {
    requires faultline.lab;
    requires faultline.refcount;
    requires java.management;
    requires jmh.core;

    uses faultline.kernel.lock.LockStrategy;
}
