package faultline.repl.command;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import faultline.course.Exercise;
import faultline.course.Submission;
import faultline.course.student.Studies;
import faultline.repl.text.Answer;
import faultline.repl.text.Row;
import faultline.repl.work.NextStep;
import picocli.CommandLine;
import picocli.CommandLine.Option;

@CommandLine.Command(name = "solution", description = "A right answer, after yours has passed.",
        footer = {"solution", "solution --give-up"})
final class ExerciseSolution implements Command {
    private final Studies studies;

    @Option(names = "--give-up", description = "Show it before the pass, which is kept in your progress.")
    private boolean giveUp;

    @Inject ExerciseSolution(Studies studies) {
        this.studies = studies;
    }

    @Override public Answer run() {
        Exercise exercise = studies.open();
        Submission solution = studies.solution(exercise, giveUp);
        StringBuilder text = new StringBuilder();
        List<Row> rows = new ArrayList<>();
        for (Map.Entry<String, String> file : solution.sources().entrySet()) {
            text.append(file.getKey()).append('\n');
            file.getValue().lines().forEach(line -> text.append(line.isEmpty() ? "" : "    " + line).append('\n'));
            rows.add(Row.of("file", file.getKey()).and("text", file.getValue()).and("next", "explain"));
        }
        for (Map.Entry<String, List<String>> answer : solution.answers().entrySet()) {
            String said = String.join(" | ", answer.getValue());
            text.append(answer.getKey()).append(": ").append(said).append('\n');
            rows.add(Row.of("question", answer.getKey()).and("answer", said).and("next", "explain"));
        }
        return Answer.of(text.append('\n') + NextStep.line("explain"), rows);
    }
}
