package faultline.course;

import java.util.List;
import faultline.lab.MachineProfile;
import faultline.lab.SimulationSpec;
import faultline.lab.workload.Layout;
import faultline.lab.workload.Workload;

/// What is simulated, a row for each number of CPUs.
///
/// @param profile   the machine
/// @param layout    what the CPUs share
/// @param writers   how many more change mappings; none said: the workload's usual number
/// @param uprobeRcu what a probe's hit stands in
/// @param micros    of virtual time
public record Simulated(String workload, String profile, List<Integer> cpus, Layout layout, Integer writers,
                        String uprobeRcu, long micros) {
    private static final String PROFILE = "icelake-8336c-2s";
    private static final long MICROS = SimulationSpec.MICROS;

    public Simulated {
        profile = profile == null ? PROFILE : profile;
        cpus = cpus == null ? List.of(1) : List.copyOf(cpus);
        layout = layout == null ? Layout.SHARED : layout;
        micros = micros == 0 ? MICROS : micros;
    }

    public List<SimulationSpec> specs() {
        return cpus.stream().map(this::on).toList();
    }

    /// Whether the machine has so many CPUs for it.
    public boolean allows(int count) {
        return count >= 1 && count + (writers == null ? Workload.named(workload).usualWriters() : writers)
                <= MachineProfile.named(profile).cpus();
    }

    /// The same on so many CPUs.
    public SimulationSpec on(int count) {
        SimulationSpec spec = SimulationSpec.of(workload, profile, count).in(layout).lasting(micros);
        spec = writers == null ? spec : spec.beside(writers);
        return uprobeRcu == null ? spec : spec.under(uprobeRcu);
    }
}
