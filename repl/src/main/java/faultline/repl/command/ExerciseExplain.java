package faultline.repl.command;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import faultline.course.Exercise;
import faultline.course.judge.Board;
import faultline.course.student.Entry;
import faultline.course.student.Studies;
import faultline.course.text.Page;
import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.repl.text.Answer;
import faultline.repl.text.Row;
import faultline.repl.text.Table;
import faultline.repl.work.NextStep;
import faultline.repl.work.Progress;
import picocli.CommandLine;

@CommandLine.Command(name = "explain", description = {
        "After the pass: what holds now.",
        "Up to which bound, and where the kernel does it."},
        footer = {"explain", "explain --json"})
final class ExerciseExplain implements Command {
    private final Studies studies;
    private final Progress progress;

    @Inject ExerciseExplain(Studies studies, Progress progress) {
        this.studies = studies;
        this.progress = progress;
    }

    @Override public Answer run() {
        Exercise exercise = studies.open();
        Entry entry = studies.entry(exercise);
        if (!entry.passed() && !entry.gaveUp()) {
            throw new Trouble(Exit.USAGE, exercise.id() + " is explained after the pass").next("check");
        }
        Optional<Board> board = exercise.manifest().leaderboard() && studies.isThere(exercise)
                ? board(exercise) : Optional.empty();
        Row row = Row.of("id", exercise.id()).and("markdown", exercise.explanation())
                .and("real_kernel", exercise.realKernel()).and("next", "next");
        return Answer.of(Page.text(exercise.explanation()) + "\n" + board.map(ExerciseExplain::text).orElse("")
                + Page.text(exercise.realKernel()) + "\n" + NextStep.line("next"),
                board.map(there -> row.and("leaderboard", rows(there))).orElse(row));
    }

    /// None where what lies in the folder does not compile any more.
    private Optional<Board> board(Exercise exercise) {
        progress.show("simulating the leaderboard");
        try {
            return Optional.of(studies.board(exercise));
        } catch (Trouble trouble) {
            if (trouble.exit() != Exit.PLUGIN) {
                throw trouble;
            }
            return Optional.empty();
        } finally {
            progress.clear();
        }
    }

    private static String text(Board board) {
        Table table = new Table().words("leaderboard").numbers("reached");
        board.figures().forEach(table::numbers);
        table.numbers("bytes");
        for (Board.Row row : board.rows()) {
            List<String> cells = new ArrayList<>(List.of(row.strategy(), Integer.toString(row.reached())));
            row.figures().forEach(figure -> cells.add(figure.isNaN() ? "-"
                    : String.format(Locale.ROOT, "%.2f", figure)));
            cells.add(Integer.toString(row.bytes()));
            table.row(cells.toArray(String[]::new));
        }
        return table + "\n";
    }

    private static List<Row> rows(Board board) {
        return board.rows().stream().map(row -> {
            Row told = Row.of("strategy", row.strategy()).and("reached", row.reached());
            for (int at = 0; at < board.figures().size(); at++) {
                told = told.and(board.figures().get(at), row.figures().get(at).isNaN() ? null
                        : row.figures().get(at));
            }
            return told.and("bytes_per_vma", row.bytes());
        }).toList();
    }
}
