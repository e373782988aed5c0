package faultline.repl.command;

import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.repl.page.Page;
import faultline.repl.text.Answer;
import faultline.repl.text.Json;
import faultline.repl.text.Row;
import faultline.repl.work.FailureFile;
import faultline.repl.work.RunLog;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "report", description = {
        "One HTML page of the last runs and the last failure, with charts.",
        "The last run of bench, compare, simulate and kernel is kept for each workload,",
        "and the last failure that explore found. The page needs no network."},
        footer = {"report", "report page-faults.html"})
final class Report implements Command {
    private static final String USUAL = "faultline-report.html";

    private final RunLog runs;
    private final FailureFile failures;

    @Parameters(index = "0", arity = "0..1", paramLabel = "FILE.html", defaultValue = USUAL,
            description = "Where to write it; " + USUAL + " if not said.")
    private String file;

    @Inject Report(RunLog runs, FailureFile failures) {
        this.runs = runs;
        this.failures = failures;
    }

    @Override public Answer run() {
        List<RunLog.Run> all = runs.all();
        Optional<Map<String, Object>> failure = failures.last().flatMap(Report::read);
        if (all.isEmpty() && failure.isEmpty()) {
            throw new Trouble(Exit.USAGE, "report: there is nothing to report yet")
                    .why("it shows what was measured, simulated and explored last").next("compare page_fault1 --quick");
        }
        Path path = OnDisk.path(file);
        String page = Page.of(all, failure, "Faultline " + Report.class.getModule().getDescriptor().rawVersion()
                .orElse(""));
        try {
            Files.writeString(path, page);
        } catch (IOException e) {
            throw new Trouble(Exit.USAGE, "report: " + path + " cannot be written").why(e);
        }
        String what = Measured.counted(all.size(), "run") + (failure.isPresent() ? " and the last failure" : "");
        return Answer.of(what + " in " + path.toAbsolutePath() + "\n", Row.of("file", path.toAbsolutePath().toString())
                .and("runs", all.stream().map(RunLog.Run::typed).toList()).and("failure", failure.isPresent()));
    }

    @SuppressWarnings("unchecked")   // as FailureFile says; a file that says something else is left out
    private static Optional<Map<String, Object>> read(Path last) {
        try {
            Map<String, Object> all = (Map<String, Object>) Json.read(Files.readString(last));
            return Optional.of(((List<Map<String, Object>>) all.get("rows")).getFirst());
        } catch (IOException | IllegalArgumentException | ClassCastException | NullPointerException damaged) {
            return Optional.empty();
        }
    }
}
