package faultline.repl.command;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.host.plugin.Plugin;
import faultline.lab.bench.Comparison;
import faultline.lab.workload.Workload;
import faultline.repl.text.Answer;
import faultline.repl.text.Wrapped;
import faultline.repl.work.Measurements;
import faultline.repl.work.Strategies;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "compare",
        description = {"Measures a workload over several strategies, side by side.",
            "Without names, over all of them; mmap-lock, the baseline, is always measured."},
        footer = {"compare page_fault1 --threads 1,2 --layout shared",
            "compare trig-uprobe-nop rwsem refcount --quick"})
final class Compare implements Command {
    private final Strategies strategies;
    private final Measurements measurements;
    private final Beneath beneath;

    @Parameters(index = "0", paramLabel = "WORKLOAD", completionCandidates = Workloads.class,
            description = "What the threads do; see below.")
    private String workload;

    @Parameters(index = "1..*", paramLabel = "STRATEGY", completionCandidates = StrategyNames.class,
            description = "Those to compare.")
    private List<String> names;

    @Mixin private HowToMeasure how;
    @Mixin private ProbeReadSide readSide;

    @Option(names = "--with-kernel",
            description = "The Linux beneath too, in rows of its own; see 'help kernel'.")
    private boolean withKernel;

    @Inject Compare(Strategies strategies, Measurements measurements, Beneath beneath) {
        this.strategies = strategies;
        this.measurements = measurements;
        this.beneath = beneath;
    }

    @Override public Answer run() {
        Workload chosen = Workloads.named(workload, "compare");
        List<String> subjects = new ArrayList<>(chosenStrategies());
        if (withKernel) {
            subjects.add(beneath.ready(beneath.workload(workload, "compare"), how.layout()));
        }
        Measurements.Result result = measurements.run(readSide.of(how.rows(subjects, chosen)));
        Comparison comparison = result.comparison();
        if (comparison.rows().isEmpty()) {
            throw result.trouble().orElseGet(() -> new Trouble(Exit.BUG, "compare measured nothing"));
        }
        Measured measured = new Measured(comparison);
        Answer answer = Answer.of(measured.header() + "\n" + measured.table() + measured.writers()
                + how.drawn(comparison, row -> row.spec().strategy()) + "\n"
                + Wrapped.text("", "", comparison.notice()) + measured.legend() + aboutKernel(),
                measured.rows());
        return result.trouble().map(answer::cut).orElse(answer);
    }

    private String aboutKernel() {
        return !withKernel ? "" : Wrapped.text("", "  ", beneath.about(beneath.workload(workload, "compare"))
                + " What a real kernel does besides locking makes its rate another thing: compare how rows"
                + " grow.");
    }

    private List<String> chosenStrategies() {
        if (names == null) {
            return strategies.all().stream().map(Plugin::name).toList();
        }
        List<String> chosen = new ArrayList<>(List.of(Comparison.BASELINE));
        names.stream().map(name -> strategies.named(name, "compare " + workload).name())
                .filter(name -> !chosen.contains(name)).forEach(chosen::add);
        return chosen;
    }
}
