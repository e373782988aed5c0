package faultline.repl.command;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.lab.bench.BenchSpec;
import faultline.lab.linux.RealWorkload;
import faultline.lab.workload.Workload;
import faultline.repl.text.Answer;
import faultline.repl.text.Wrapped;
import faultline.repl.work.Measurements;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "kernel",
        description = {"Measures the Linux beneath: its page faults, its uprobes.",
            "Faults need no rights; a uprobe needs an administrator, once."},
        footer = {"kernel page_fault1 --threads 1,2", "kernel zero-page --layout own --quick"})
final class Kernel implements Command {
    /// Whose cast and options the rows begin with; what they do is the kernel's own.
    private static final Workload TWIN = Workload.named("page_fault1");

    private final Beneath beneath;
    private final Measurements measurements;

    @Parameters(index = "0", paramLabel = "WORKLOAD", completionCandidates = RealWorkloads.class,
            description = "What the threads do; see below.")
    private String workload;

    @Mixin private HowToMeasure how;

    @Inject Kernel(Beneath beneath, Measurements measurements) {
        this.beneath = beneath;
        this.measurements = measurements;
    }

    @Override public Answer run() {
        RealWorkload chosen = beneath.workload(workload, "kernel");
        List<BenchSpec> rows = how.rows(List.of(beneath.ready(chosen, how.layout())), TWIN);
        Measurements.Result result = measurements.run(withControl(rows, chosen));
        if (result.comparison().rows().isEmpty()) {
            throw result.trouble().orElseGet(() -> new Trouble(Exit.BUG, "kernel measured nothing"));
        }
        MeasuredBeneath measured = new MeasuredBeneath(result.comparison(), beneath.release(),
                beneath.lock(chosen));
        Answer answer = Answer.of(measured.header() + "\n" + measured.table()
                + measured.writers() + how.drawn(result.comparison(), row -> row.spec().workload()) + "\n"
                + Wrapped.text("", "", measured.notice()) + measured.legend()
                + Wrapped.text("", "  ", beneath.about(chosen)) + beneath.afterwards(chosen),
                measured.rows());
        return result.trouble().map(answer::cut).orElse(answer);
    }

    /// Rows with more than one thread are believed only beside those of threads that share nothing.
    private static List<BenchSpec> withControl(List<BenchSpec> rows, RealWorkload chosen) {
        List<BenchSpec> all = new ArrayList<>();
        rows.forEach(row -> all.add(row.workload(chosen.typed())));
        if (rows.size() > 1) {
            rows.forEach(row -> all.add(row.workload(RealWorkload.ALU.typed()).writers(0)));
        }
        return all;
    }
}
