/// Measured rows: what a strategy does per second, how sure that is, and what to notice about it.
///
/// A **fork** is one fresh JVM that runs one workload over one strategy ([faultline.lab.bench.Bench]). It
/// loads one memory, one task and one lock class, so that the compiler sees through the seam. A **row** is
/// made of some forks ([faultline.lab.bench.BenchRow]); a **comparison** of some rows, whose forks take
/// turns, so that a machine that drifts drifts for all of them ([faultline.lab.bench.Comparison]).
///
/// A fork measures in **windows**. A window counts only if no thread had to wait for its processor for more
/// than 3 % of it; otherwise it is repeated, and if too few can be had the row is marked as disturbed.
package faultline.lab.bench;
