package faultline.repl.command;

import jakarta.inject.Inject;
import java.util.List;
import faultline.course.Ask;
import faultline.course.Exercise;
import faultline.course.student.Studies;
import faultline.repl.text.Answer;
import faultline.repl.work.Questions;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "answer", description = {
        "Answers what an exercise asks.",
        "Without a value: what that is. A run is answered by its token, rows by quotes, the rest in words."},
        footer = {"answer run x31", "answer rows \"refcount 8 6.4\" \"mmap-lock 8 1.1\""})
final class ExerciseAnswer implements Command {
    private final Studies studies;
    private final Questions questions;

    @Parameters(index = "0", arity = "0..1", paramLabel = "QUESTION", completionCandidates = QuestionNames.class,
            description = "What is asked: its name stands in the lesson.")
    private String id;

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "VALUE", description = "Your answer.")
    private List<String> values;

    @Inject ExerciseAnswer(Studies studies, Questions questions) {
        this.studies = studies;
        this.questions = questions;
    }

    @Override public Answer run() {
        Exercise exercise = studies.open();
        Ask ask = questions.asked(exercise, id, exercise.asks());
        return values == null ? questions.told(exercise, ask, "answer") : questions.kept(exercise, ask, values);
    }
}
