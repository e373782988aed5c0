/// What the kernel's locks are made of, each with its own small surface and its protocol drawn above the
/// code.
///
/// `RwSemaphore`, `SpinLock`, `RcuWait`, `Srcu` and `TasksTrace` exist twice. Here they are coded on cells:
/// that code runs on hardware and on the simulated machine, and the explorer checks it by itself. Larger
/// explorations stand on their laws instead, one step each, which a world hands out through its own
/// [faultline.kernel.sync.Sync].
package faultline.kernel.sync;
