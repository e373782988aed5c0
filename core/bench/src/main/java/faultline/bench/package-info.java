/// What the seam costs: the reader of `refcount` through it, with bare VarHandles, and in C.
///
/// One operation everywhere: the VMA is found already; enter, look at three fields, leave. The three take
/// turns, a fresh process each time, with threads tied to processors; see [faultline.bench.SideBySide].
package faultline.bench;
