package faultline.repl.command;

import jakarta.inject.Inject;
import java.util.List;
import faultline.course.Ask;
import faultline.course.Exercise;
import faultline.course.student.Studies;
import faultline.repl.text.Answer;
import faultline.repl.text.Row;
import faultline.repl.work.NextStep;
import faultline.repl.work.Questions;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "predict", description = {
        "Says what you expect, before you run it.",
        "Without a value: what is asked. A wrong prediction is no failure: what is right stands beside it then, and a follow-up is asked."},
        footer = {"predict outcomes \"0, 1\" \"1, 0\"", "predict outcomes --skip"})
final class ExercisePredict implements Command {
    private final Studies studies;
    private final Questions questions;
    private final NextStep next;

    @Parameters(index = "0", arity = "0..1", paramLabel = "QUESTION", completionCandidates = QuestionNames.class,
            description = "What is asked: its name stands in the lesson.")
    private String id;

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "VALUE", description = "What you expect; several for "
            + "several outcomes, or in an order.")
    private List<String> values;

    @Option(names = "--skip", description = "Go on without a prediction, which is kept in your progress.")
    private boolean skip;

    @Inject ExercisePredict(Studies studies, Questions questions, NextStep next) {
        this.studies = studies;
        this.questions = questions;
        this.next = next;
    }

    @Override public Answer run() {
        Exercise exercise = studies.open();
        Ask ask = questions.asked(exercise, id, exercise.manifest().predict());
        if (skip) {
            studies.skip(exercise, ask);
            return Answer.of(ask.id() + ": skipped\n" + next.line(exercise), Row.of("question", ask.id())
                    .and("skipped", true).and("next", next.of(exercise)));
        }
        return values == null ? questions.told(exercise, ask, "predict") : questions.kept(exercise, ask, values);
    }
}
