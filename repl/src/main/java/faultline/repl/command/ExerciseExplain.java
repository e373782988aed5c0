package faultline.repl.command;

import jakarta.inject.Inject;
import faultline.course.Exercise;
import faultline.course.student.Entry;
import faultline.course.student.Studies;
import faultline.course.text.Page;
import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.repl.text.Answer;
import faultline.repl.text.Row;
import faultline.repl.work.NextStep;
import picocli.CommandLine;

@CommandLine.Command(name = "explain", description = {
        "After the pass: what holds now.",
        "Up to which bound, and where the kernel does it."},
        footer = {"explain", "explain --json"})
final class ExerciseExplain implements Command {
    private final Studies studies;

    @Inject ExerciseExplain(Studies studies) {
        this.studies = studies;
    }

    @Override public Answer run() {
        Exercise exercise = studies.open();
        Entry entry = studies.entry(exercise);
        if (!entry.passed() && !entry.gaveUp()) {
            throw new Trouble(Exit.USAGE, "it is explained after the pass").next("check");
        }
        return Answer.of(Page.text(exercise.explanation()) + "\n" + Page.text(exercise.realKernel()) + "\n"
                + NextStep.line("next"), Row.of("id", exercise.id()).and("markdown", exercise.explanation())
                .and("real_kernel", exercise.realKernel()).and("next", "next"));
    }
}
