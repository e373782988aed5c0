package faultline.repl.command;

import jakarta.inject.Inject;
import java.util.List;
import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.lab.workload.Workload;
import faultline.repl.text.Answer;
import faultline.repl.text.Wrapped;
import faultline.repl.work.Measurements;
import faultline.repl.work.SessionWorker;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "bench", description = "Measures a workload over the strategy in use.",
        footer = {"bench page_fault1", "bench mixed --threads 1,2 --writers 1 --quick"})
final class Bench implements Command {
    private final SessionWorker session;
    private final Measurements measurements;

    @Parameters(index = "0", paramLabel = "WORKLOAD", completionCandidates = Workloads.class,
            description = "What the threads do; see below.")
    private String workload;

    @Mixin private HowToMeasure how;
    @Mixin private ProbeReadSide readSide;

    @Inject Bench(SessionWorker session, Measurements measurements) {
        this.session = session;
        this.measurements = measurements;
    }

    @Override public Answer run() {
        Workload chosen = Workloads.named(workload, "bench");
        Measurements.Result result = measurements.run(
                readSide.of(how.rows(List.of(session.strategy().name()), chosen)));
        if (result.comparison().rows().isEmpty()) {
            throw result.trouble().orElseGet(() -> new Trouble(Exit.BUG, "bench measured nothing"));
        }
        Measured measured = new Measured(result.comparison());
        Answer answer = Answer.of(measured.header() + "\n" + measured.table() + measured.writers()
                + how.drawn(result.comparison(), row -> row.spec().strategy()) + "\n"
                + Wrapped.text("", "  ", "You should see: " + chosen.expectation())
                + Wrapped.text("", "  ", "Do not believe it if: " + chosen.doubt()) + measured.legend(),
                measured.rows());
        return result.trouble().map(answer::cut).orElse(answer);
    }
}
