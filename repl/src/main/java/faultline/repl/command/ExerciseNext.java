package faultline.repl.command;

import jakarta.inject.Inject;
import faultline.course.Exercise;
import faultline.course.student.Studies;
import faultline.repl.text.Answer;
import faultline.repl.text.Row;
import faultline.repl.text.Wrapped;
import faultline.repl.work.NextStep;
import picocli.CommandLine;

@CommandLine.Command(name = "next", aliases = "n", description = "What comes next in the course.",
        footer = {"next", "next --json"})
final class ExerciseNext implements Command {
    private final Studies studies;
    private final NextStep next;

    @Inject ExerciseNext(Studies studies, NextStep next) {
        this.studies = studies;
        this.next = next;
    }

    @Override public Answer run() {
        return studies.next().map(this::told)
                .orElseGet(() -> Answer.of("you have passed all of it\n" + NextStep.line("progress")));
    }

    private Answer told(Exercise exercise) {
        String text = Wrapped.text("", "  ", exercise.number() + " " + exercise.manifest().title() + ", "
                + exercise.manifest().minutes() + " minutes: " + exercise.track())
                + next.line(exercise);
        return Answer.of(text, Row.of("id", exercise.id()).and("title", exercise.manifest().title())
                .and("track", exercise.track()).and("next", next.of(exercise)));
    }
}
