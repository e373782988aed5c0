package faultline.repl.command;

import jakarta.inject.Inject;
import faultline.course.student.Studies;
import faultline.repl.text.Answer;
import faultline.repl.text.Row;
import faultline.repl.work.NextStep;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "progress export", description = "Writes your progress to one text file.",
        footer = {"progress export mine.json", "progress export ~/faultline-progress.json"})
final class ProgressExport implements Command {
    private final Studies studies;

    @Parameters(index = "0", paramLabel = "FILE", description = "What to write.")
    private String file;

    @Inject ProgressExport(Studies studies) {
        this.studies = studies;
    }

    @Override public Answer run() {
        studies.export(OnDisk.path(file));
        String next = "progress import " + file;
        return Answer.of("your progress is in " + OnDisk.path(file) + "; on another machine:\n"
                + NextStep.line(next), Row.of("file", OnDisk.path(file).toString()).and("next", next));
    }
}
