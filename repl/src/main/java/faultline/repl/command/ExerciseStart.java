package faultline.repl.command;

import jakarta.inject.Inject;
import java.nio.file.Path;
import faultline.course.Exercise;
import faultline.course.student.Studies;
import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.repl.text.Answer;
import faultline.repl.text.Nearest;
import faultline.repl.text.Row;
import faultline.repl.text.Wrapped;
import faultline.repl.work.NextStep;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "start", description = {
        "Begins an exercise, or goes on with it.",
        "Its starter is copied into a folder of yours; what lies there already is never touched."},
        footer = {"start first-plugin", "start store-buffering --in ~/work"})
final class ExerciseStart implements Command {
    private final Studies studies;

    @Parameters(index = "0", arity = "0..1", paramLabel = "ID", completionCandidates = ExerciseNames.class,
            description = "One of those that 'exercises' lists; the next one by default.")
    private String id;

    @Option(names = "--in", paramLabel = "FOLDER", description = "Where the folders of exercises are made; "
            + "faultline-course here by default, and where the others are from then on.")
    private String in;

    @Inject ExerciseStart(Studies studies) {
        this.studies = studies;
    }

    @Override public Answer run() {
        Exercise exercise = id == null ? studies.next().orElseThrow(() -> new Trouble(Exit.USAGE,
                "every exercise has passed").next("exercises")) : named();
        Studies.Started started = studies.start(exercise, in == null ? null : OnDisk.path(in));
        StringBuilder text = new StringBuilder(Wrapped.text("", "  ", exercise.number() + " "
                + exercise.manifest().title() + (started.isNew() ? "" : ", as you left it")));
        text.append("  in ").append(started.folder()).append('\n');
        for (Path file : started.files()) {
            text.append("  ").append(file).append('\n');
        }
        text.append(NextStep.line("lesson"));
        return Answer.of(text.toString(), Row.of("id", exercise.id()).and("folder", started.folder().toString())
                .and("files", started.files().stream().map(Path::toString).toList()).and("new", started.isNew())
                .and("next", "lesson"));
    }

    private Exercise named() {
        return studies.course().find(id).orElseThrow(() -> {
            Trouble trouble = new Trouble(Exit.USAGE, "no exercise is named '" + id + "'");
            return Nearest.to(id, studies.course().exercises().stream().map(Exercise::id).toList())
                    .map(near -> trouble.why("did you mean " + near + "?").next("start " + near))
                    .orElseGet(() -> trouble.next("exercises"));
        });
    }
}
