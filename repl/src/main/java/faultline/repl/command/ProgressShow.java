package faultline.repl.command;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import faultline.course.Exercise;
import faultline.course.student.Entry;
import faultline.course.student.Studies;
import faultline.repl.text.Answer;
import faultline.repl.text.Row;
import faultline.repl.text.Table;
import faultline.repl.work.NextStep;
import picocli.CommandLine;

@CommandLine.Command(name = "progress", description = "What you have done of the course.",
        footer = {"progress", "progress export mine.json"})
final class ProgressShow implements Command {
    private final Studies studies;
    private final NextStep next;

    @Inject ProgressShow(Studies studies, NextStep next) {
        this.studies = studies;
        this.next = next;
    }

    @Override public Answer run() {
        Table table = new Table().words("exercise").words("").numbers("checks").numbers("hints");
        List<Row> rows = new ArrayList<>();
        long passed = 0;
        for (Exercise exercise : studies.course().exercises()) {
            Entry entry = studies.entry(exercise);
            String status = studies.status(exercise).word();
            if (entry.started() || entry.passed() || entry.attempts() > 0) {
                table.row(exercise.id(), status, Integer.toString(entry.attempts()), Integer.toString(entry.hints()));
            }
            rows.add(Row.of("id", exercise.id()).and("status", status).and("attempts", entry.attempts())
                    .and("hints", entry.hints()).and("predictions", entry.guesses().size()));
            passed += entry.passed() ? 1 : 0;
        }
        return Answer.of(table + "\n" + passed + " of " + rows.size() + " passed\n"
                + studies.next().map(next::line).orElse(NextStep.line("exercises")), rows);
    }
}
