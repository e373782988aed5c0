package faultline.lab;

import faultline.lab.workload.Layout;
import faultline.lab.workload.Workload;

/// What to simulate.
///
/// @param workload         what the CPUs do: the name of one
/// @param profile          on which machine: what it is called
/// @param machine          the text of its [MachineProfile]
/// @param cpus             how many of its CPUs do it
/// @param layout           what they share
/// @param writers          how many further CPUs change mappings meanwhile
/// @param uprobeRcu        what a probe's hit stands in: `trace`, `srcu` or `srcu-lite`
/// @param gracePeriodNanos how long an RCU grace period lasts, at least. In a kernel it is milliseconds, and
///                         so many milliseconds of 128 CPUs would have to be simulated
/// @param micros           how long is measured at least, in virtual time; a quarter as long before is not.
///                         Longer beside writers, and where CPUs queue
/// @param seed             of the moods in which CPUs work
public record SimulationSpec(String workload, String profile, String machine, int cpus, Layout layout,
                             int writers, String uprobeRcu, long gracePeriodNanos, long micros, long seed) {
    /// A grace period, unless somebody says otherwise.
    public static final long GRACE_PERIOD_NANOS = 100_000;

    /// What is measured, unless somebody says otherwise.
    public static final long MICROS = 200;

    public SimulationSpec {
        int there = MachineProfile.of(profile, machine).cpus();
        if (cpus < 1 || writers < 0 || cpus + writers > there) {
            throw new IllegalArgumentException(profile + " has " + there
                    + " CPUs, and this needs " + cpus
                    + (writers == 0 ? "" : " and " + writers + " for writers"));
        }
    }

    /// As [#of(String, MachineProfile, int)], on a machine that comes with the product.
    public static SimulationSpec of(String workload, String profile, int cpus) {
        return of(workload, MachineProfile.named(profile), cpus);
    }

    /// Nothing special: one VMA for all, the usual writers, Tasks Trace.
    public static SimulationSpec of(String workload, MachineProfile profile, int cpus) {
        int writers = Workload.named(workload).usualWriters();
        return new SimulationSpec(workload, profile.name(), profile.text(), cpus, Layout.SHARED, writers,
                "trace", GRACE_PERIOD_NANOS, MICROS, 1);
    }

    /// On which machine.
    public MachineProfile machineProfile() {
        return MachineProfile.of(profile, machine);
    }

    /// The same on so many CPUs.
    public SimulationSpec onCpus(int cpus) {
        return new SimulationSpec(workload, profile, machine, cpus, layout, writers, uprobeRcu,
                gracePeriodNanos, micros, seed);
    }

    /// The same in this layout.
    public SimulationSpec in(Layout layout) {
        return new SimulationSpec(workload, profile, machine, cpus, layout, writers, uprobeRcu,
                gracePeriodNanos, micros, seed);
    }

    /// The same beside so many writers.
    public SimulationSpec beside(int writers) {
        return new SimulationSpec(workload, profile, machine, cpus, layout, writers, uprobeRcu,
                gracePeriodNanos, micros, seed);
    }

    /// The same with this read side of uprobes.
    public SimulationSpec under(String uprobeRcu) {
        return new SimulationSpec(workload, profile, machine, cpus, layout, writers, uprobeRcu,
                gracePeriodNanos, micros, seed);
    }

    /// The same, measured for so long.
    public SimulationSpec lasting(long micros) {
        return new SimulationSpec(workload, profile, machine, cpus, layout, writers, uprobeRcu,
                gracePeriodNanos, micros, seed);
    }
}
