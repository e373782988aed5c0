package faultline.repl.command;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import faultline.course.Exercise;
import faultline.course.student.Studies;
import faultline.repl.text.Answer;
import faultline.repl.text.Row;
import faultline.repl.text.Table;
import faultline.repl.work.NextStep;
import picocli.CommandLine;

@CommandLine.Command(name = "exercises", aliases = "l", description = "The exercises of the course, and where you "
        + "stand.", footer = {"exercises", "exercises --json"})
final class ExerciseList implements Command {
    private final Studies studies;
    private final NextStep next;

    @Inject ExerciseList(Studies studies, NextStep next) {
        this.studies = studies;
        this.next = next;
    }

    @Override public Answer run() {
        StringBuilder text = new StringBuilder(studies.course().title()).append('\n');
        Table table = new Table().words("").words("").words("").numbers("").words("");
        List<Row> rows = new ArrayList<>();
        String track = "";
        int passed = 0;
        for (Exercise exercise : studies.course().exercises()) {
            Studies.Status status = studies.status(exercise);
            if (!exercise.track().equals(track)) {
                track = exercise.track();
                text.append(table.toString().isEmpty() ? "" : table).append('\n').append(track).append('\n');
                table = new Table().words("").words("").words("").numbers("").words("");
            }
            table.row(exercise.number(), exercise.id(), exercise.manifest().title(),
                    exercise.manifest().minutes() + " min",
                    status == Studies.Status.NEW ? exercise.manifest().kind().word() : status.word());
            rows.add(Row.of("id", exercise.id()).and("title", exercise.manifest().title()).and("track", track)
                    .and("kind", exercise.manifest().kind().name())
                    .and("status", status.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .and("minutes", exercise.manifest().minutes()).and("requires", exercise.manifest().requires()));
            passed += status == Studies.Status.PASSED || status == Studies.Status.GAVE_UP ? 1 : 0;
        }
        text.append(table).append('\n').append(passed).append(" of ").append(rows.size()).append(" passed\n");
        text.append(studies.next().map(next::line).orElse(NextStep.line("progress")));
        return Answer.of(text.toString(), rows);
    }
}
