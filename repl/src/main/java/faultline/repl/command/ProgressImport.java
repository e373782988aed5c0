package faultline.repl.command;

import jakarta.inject.Inject;
import faultline.course.student.Studies;
import faultline.repl.text.Answer;
import faultline.repl.text.Row;
import faultline.repl.work.NextStep;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "progress import", description = {
        "Takes over progress that was exported elsewhere.",
        "Nothing that you have done here is lost."},
        footer = {"progress import mine.json", "progress import ~/faultline-progress.json"})
final class ProgressImport implements Command {
    private final Studies studies;

    @Parameters(index = "0", paramLabel = "FILE", description = "What 'progress export' wrote.")
    private String file;

    @Inject ProgressImport(Studies studies) {
        this.studies = studies;
    }

    @Override public Answer run() {
        long passed = studies.take(OnDisk.path(file));
        return Answer.of(passed + (passed == 1 ? " exercise has passed\n" : " exercises have passed\n")
                + NextStep.line("exercises"), Row.of("passed", passed).and("next", "exercises"));
    }
}
