package faultline.repl.command;

import jakarta.inject.Inject;
import java.nio.file.Path;
import faultline.course.Exercise;
import faultline.course.student.Studies;
import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.repl.text.Answer;
import faultline.repl.text.Row;
import faultline.repl.work.NextStep;
import picocli.CommandLine;
import picocli.CommandLine.Option;

@CommandLine.Command(name = "reset", description = {
        "Begins the current exercise anew, and keeps a copy.",
        "Asks first."},
        footer = {"reset", "reset --yes"})
final class ExerciseReset implements Command {
    private final Studies studies;

    @Option(names = "--yes", description = "Do it.")
    private boolean yes;

    @Inject ExerciseReset(Studies studies) {
        this.studies = studies;
    }

    @Override public Answer run() {
        Exercise exercise = studies.open();
        if (!yes) {
            throw new Trouble(Exit.USAGE, "reset puts the starter in place of what you have in "
                    + studies.place(exercise)).why("is that what you want? a copy is kept beside it")
                    .next("reset --yes");
        }
        Path kept = studies.reset(exercise);
        return Answer.of(exercise.id() + " begins anew\n  what you had lies in " + kept + "\n"
                + NextStep.line("lesson"), Row.of("id", exercise.id()).and("kept", kept.toString())
                .and("next", "lesson"));
    }
}
