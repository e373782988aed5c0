package faultline.course.judge;

import java.util.Map;
import java.util.TreeMap;
import faultline.lab.SimulationSpec;

/// A row of a run that a student has made, as it was kept.
///
/// @param typed        the command that made it
/// @param simulated    whether it was simulated; else it was measured
/// @param setting      what else it depends on, by the names that rows have for programs: the workload, the layout, the
///                     writers; of a simulated one also the profile and what probes stand in
/// @param cpus         how many CPUs, or threads
/// @param opsPerSecond all of them together
public record RunRow(String typed, boolean simulated, Map<String, String> setting, String strategy, int cpus,
                     double opsPerSecond) {
    private static final double MILLION = 1e6;

    public RunRow {
        setting = new TreeMap<>(setting);
    }

    /// Whether it is about what is asked for. Where it was measured, the machine is whatever it was.
    boolean isOf(SimulationSpec asked) {
        Map<String, String> wanted = new TreeMap<>(Map.of("workload", asked.workload(), "layout",
                asked.layout().toString(), "writers", Integer.toString(asked.writers())));
        if (simulated) {
            wanted.put("profile", asked.profile());
            wanted.put("uprobe_rcu", asked.uprobeRcu());
        }
        return setting.equals(wanted);
    }

    double millions() {
        return opsPerSecond / MILLION;
    }
}
