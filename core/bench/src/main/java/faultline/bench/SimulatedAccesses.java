package faultline.bench;

import faultline.lab.Simulation;
import faultline.lab.SimulationRow;
import faultline.lab.SimulationSpec;
import faultline.refcount.RefcountStrategy;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// How many accesses to memory the machine simulates a second, on one core, setting up included.
///
/// You should see: the row `accesses` passes 5 million; by far where CPUs work in private (`pft`, and one CPU), just
/// where every access waits for another CPU and costs a switch of coroutines (`vma-read` on many, in one VMA).
///
/// Do not believe it if: the JVM was started without `--add-exports java.base/jdk.internal.vm=faultline.lab` (then
/// threads stand in for continuations, and it is several times slower).
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class SimulatedAccesses {
    private static final long MICROS = 5_000;

    @Param({"pft", "vma-read", "trig-uprobe-nop"})
    private String workload;

    @Param({"1", "16", "128"})
    private int cpus;

    /// Counted beside the simulations.
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    @State(Scope.Thread)
    public static class Simulated {
        public long accesses;
    }

    @Benchmark
    public SimulationRow simulate(Simulated counted) {
        SimulationRow row = Simulation.run(SimulationSpec.of(workload, "icelake-8336c-2s", cpus).lasting(MICROS),
                new RefcountStrategy());
        counted.accesses += row.accesses();
        return row;
    }
}
