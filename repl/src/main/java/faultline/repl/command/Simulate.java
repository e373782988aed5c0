package faultline.repl.command;

import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.host.plugin.Plugin;
import faultline.lab.SimulationSpec;
import faultline.lab.workload.Workload;
import faultline.repl.text.Answer;
import faultline.repl.text.Strokes;
import faultline.repl.text.Wrapped;
import faultline.repl.work.Simulations;
import faultline.repl.work.Strategies;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "simulate", description = {"Predicts a workload on a machine with many CPUs.",
        "Without names, for all strategies."},
        footer = {"simulate trig-uprobe-nop mmap-lock seqcount --profile xeon-6138-2s",
            "simulate pft rwsem --explain"})
final class Simulate implements Command {
    private final Strategies strategies;
    private final Simulations simulations;
    private final Strokes strokes;

    @Parameters(index = "0", paramLabel = "WORKLOAD", completionCandidates = Workloads.class,
            description = "What the CPUs do; see below.")
    private String workload;

    @Parameters(index = "1..*", paramLabel = "STRATEGY", completionCandidates = StrategyNames.class,
            description = "Those to simulate.")
    private List<String> names;

    @Mixin private HowToSimulate how;

    @Option(names = "--explain", description = "Say which lines cost whom how much, on the most CPUs.")
    private boolean explain;

    @Option(names = "--plot", hidden = true, description = "Draw too how rates grow, which it does anyway.")
    private boolean plot;

    @Option(names = "--against", paramLabel = "FILE.csv",
            description = "Score it against measured cpus,value rows.")
    private Path against;

    @Inject Simulate(Strategies strategies, Simulations simulations, Strokes strokes) {
        this.strokes = strokes;
        this.strategies = strategies;
        this.simulations = simulations;
    }

    @Override public Answer run() {
        Workload chosen = Workloads.named(workload, "simulate");
        Optional<MeasuredCurve> measured = Optional.ofNullable(against).map(MeasuredCurve::read);
        List<SimulationSpec> specs = how.specs(chosen, measured.map(MeasuredCurve::cpus).orElse(null));
        Simulations.Result result = simulations.run(chosenStrategies(), specs);
        if (result.rows().isEmpty()) {
            throw result.trouble().orElseGet(() -> new Trouble(Exit.BUG, "simulate answered nothing"));
        }
        Simulated simulated = new Simulated(specs.getFirst(), result.rows(), strokes);
        String text = header(specs.getFirst()) + "\n" + simulated.table() + simulated.writers()
                + simulated.plot() + (explain ? simulated.bill() : "")
                + measured.map(curve -> "\n" + curve.score(result.rows())).orElse("");
        Answer answer = Answer.of(text, measured.map(curve -> curve.scored(simulated.rows(), result.rows()))
                .orElseGet(simulated::rows));
        return result.trouble().map(answer::cut).orElse(answer);
    }

    private static String header(SimulationSpec spec) {
        String writers = spec.writers() == 0 ? "" : ", beside " + spec.writers()
                + (spec.writers() == 1 ? " writer" : " writers") + ", RCU grace periods of "
                + spec.gracePeriodNanos() / 1000 + " us";
        String machine = spec.machineProfile().summary();
        return Wrapped.text("", "  ", spec.workload() + " on " + machine + "; layout " + spec.layout()
                + writers + "; operations a second, predicted");
    }

    private List<String> chosenStrategies() {
        return names == null ? strategies.all().stream().map(Plugin::name).toList()
                : names.stream().map(name -> strategies.named(name, "simulate " + workload).name()).distinct()
                        .toList();
    }
}
