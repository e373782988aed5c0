package faultline.repl.command;

import jakarta.inject.Inject;
import faultline.course.Exercise;
import faultline.course.student.Studies;
import faultline.course.text.Page;
import faultline.repl.text.Answer;
import faultline.repl.text.Row;
import faultline.repl.work.NextStep;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "lesson", description = "What an exercise is about.",
        footer = {"lesson", "lesson store-buffering"})
final class ExerciseLesson implements Command {
    private final Studies studies;
    private final NextStep next;

    @Parameters(index = "0", arity = "0..1", paramLabel = "ID", completionCandidates = ExerciseNames.class,
            description = "An exercise; the one you started last by default.")
    private String id;

    @Inject ExerciseLesson(Studies studies, NextStep next) {
        this.studies = studies;
        this.next = next;
    }

    @Override public Answer run() {
        Exercise exercise = id == null ? studies.open() : studies.named(id);
        return Answer.of(Page.text(exercise.lesson()) + "\n" + next.line(exercise),
                Row.of("id", exercise.id()).and("markdown", exercise.lesson()).and("next", next.of(exercise)));
    }
}
