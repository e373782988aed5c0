package faultline.lab;

import java.util.List;

/// What one simulated run says.
///
/// @param strategy     by name
/// @param cpus         how many CPUs did what the workload is named after
/// @param opsPerSecond all of them together
/// @param writesPerSecond what the writers did beside them
/// @param worstWriteNanos how long the longest of their operations took, in virtual time; 0 if there were none
/// @param lines        what was lost on which line, the dearest first
/// @param accesses     how many accesses to memory were simulated
public record SimulationRow(String strategy, int cpus, double opsPerSecond, double writesPerSecond,
                            long worstWriteNanos, List<LineBill> lines, long accesses) {

    public double perCpu() {
        return opsPerSecond / cpus;
    }
}
