package faultline.repl.command;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.lab.MachineProfile;
import faultline.lab.SimulationSpec;
import faultline.lab.workload.Layout;
import faultline.lab.workload.Workload;
import faultline.repl.text.Choice;
import faultline.repl.text.Choices;
import faultline.repl.work.MachineProfiles;
import picocli.CommandLine.Option;

/// The options that say what machine is simulated, and what runs on it.
final class HowToSimulate {
    private static final String USUAL = "icelake-8336c-2s";

    @Option(names = "--cpus", paramLabel = "1..N|N,…",
            description = "How many CPUs; 1..128 doubles from 1 to 128.")
    private String cpus;

    @Option(names = "--profile", paramLabel = "NAME", completionCandidates = Profiles.class,
            description = "The machine: its shape and its prices.")
    private String profile = USUAL;

    @Option(names = "--layout", paramLabel = "shared|own", completionCandidates = HowToMeasure.Layouts.class,
            description = "One VMA for all CPUs, or one for each.")
    private String layout = Layout.SHARED.toString();

    @Option(names = "--writers", paramLabel = "N",
            description = "How many other CPUs map and unmap meanwhile.")
    private Integer writers;

    @Option(names = "--uprobe-rcu", paramLabel = "trace|srcu|srcu-lite",
            completionCandidates = ProbeReadSide.ReadSides.class, description = "What probe hits stand in.")
    private String uprobeRcu = "trace";

    private final MachineProfiles profiles;

    @Inject HowToSimulate(MachineProfiles profiles) {
        this.profiles = profiles;
    }

    /// One spec for each number of CPUs; for `wanted`, unless that is `null`.
    List<SimulationSpec> specs(Workload workload, List<Integer> wanted) {
        MachineProfile machine = profiles
                .named(HowToMeasure.oneOf("--profile", profile, new Profiles(profiles)));
        String side = HowToMeasure.oneOf("--uprobe-rcu", uprobeRcu, new ProbeReadSide.ReadSides());
        String typed = HowToMeasure.oneOf("--layout", layout, new HowToMeasure.Layouts());
        Layout shares = Stream.of(Layout.values()).filter(l -> l.toString().equals(typed)).findFirst()
                .orElseThrow();
        int beside = writers == null ? workload.usualWriters() : writers;
        int most = machine.cpus() - beside;
        List<SimulationSpec> specs = new ArrayList<>();
        String typedCpus = cpus == null ? "1.." + most : cpus;
        for (int count : wanted != null && cpus == null ? wanted : counts(typedCpus)) {
            if (beside < 0 || count < 1 || count > most) {
                int needed = count + Math.max(0, beside);
                throw new Trouble(Exit.USAGE, "--cpus: " + machine.name() + " has no " + needed + " CPUs")
                        .why("it has " + (most + beside) + ", writers included");
            }
            specs.add(SimulationSpec.of(workload.name(), machine, 1).beside(beside).in(shares).under(side)
                    .onCpus(count));
        }
        return specs;
    }

    private static TreeSet<Integer> counts(String typed) {
        TreeSet<Integer> counts = new TreeSet<>();
        try {
            for (String part : typed.split(",")) {
                String[] ends = part.split("\\.\\.", 2);
                int last = Integer.parseInt(ends[ends.length - 1].strip());
                for (int count = Integer.parseInt(ends[0].strip()); count < last; count *= 2) {
                    counts.add(count);
                }
                counts.add(last);
            }
        } catch (NumberFormatException e) {
            throw new Trouble(Exit.USAGE, "--cpus: '" + typed + "' is no list of numbers")
                    .why("such as 1..128 or 1,2,8");
        }
        return counts;
    }

    /// The machines.
    static final class Profiles implements Choices {
        private final MachineProfiles profiles;

        @Inject Profiles(MachineProfiles profiles) {
            this.profiles = profiles;
        }

        @Override public List<Choice> all() {
            return profiles.all();
        }
    }
}
