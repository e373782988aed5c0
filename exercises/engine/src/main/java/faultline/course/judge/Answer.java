package faultline.course.judge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import faultline.course.Figure;
import faultline.course.Shape;
import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.host.check.Evidence;
import faultline.lab.CurveScore.Point;
import faultline.lab.SimulationRow;
import faultline.lab.Verdict;

/// A right answer, and where it comes from.
///
/// @param words    its parts; of what was said, each is right
/// @param isEither whether any one of the words is right, not all together
/// @param isOpen   whether it is not known: not all was looked at
/// @param bound    how far somebody looked
record Answer(List<String> words, boolean isEither, boolean isOpen, String bound) {
    private static final double MILLION = 1e6;

    static Answer said(List<String> accept) {
        return new Answer(accept, true, false, "");
    }

    static Answer seen(Evidence explored) {
        List<String> outcomes = new ArrayList<>(explored.outcomes());
        if (explored.verdict() == Verdict.FAIL) {
            outcomes.add("breaks");
        }
        return new Answer(outcomes, false, explored.verdict() == Verdict.UNKNOWN, explored.bound());
    }

    static Answer of(Figure figure, List<Evidence> simulated) {
        List<SimulationRow> rows = simulated.getFirst().rows();
        simulated.stream().filter(one -> one.verdict() == Verdict.FAIL).findFirst().ifPresent(one -> {
            throw new Trouble(Exit.FAILED, one.what()).why(one.run());
        });
        List<String> words = figure == Figure.ORDER ? simulated.stream().map(one -> one.rows().getLast())
                .sorted(Comparator.comparingDouble(SimulationRow::opsPerSecond).reversed())
                .map(SimulationRow::strategy).toList() : List.of(text(figure, rows));
        return new Answer(words, false, false, simulated.stream().mapToInt(one -> one.rows().size()).sum()
                + " simulated rows");
    }

    /// A figure of one strategy's rows, as it is told.
    static String text(Figure figure, List<SimulationRow> rows) {
        return switch (figure) {
            case SHAPE -> Shape.of(rows.stream().map(row -> new Point(row.cpus(), row.opsPerSecond())).toList())
                    .word();
            case TOP_LINE -> rows.getLast().lines().isEmpty() ? "none" : rows.getLast().lines().getFirst().name();
            default -> String.format(Locale.ROOT, "%.3g", number(figure, rows));
        };
    }

    /// The same, where it is a number.
    static double number(Figure figure, List<SimulationRow> rows) {
        SimulationRow last = rows.getLast();
        return switch (figure) {
            case MILLIONS -> last.opsPerSecond() / MILLION;
            case RATIO -> last.opsPerSecond() / rows.getFirst().opsPerSecond();
            case WRITES -> last.writesPerSecond() / 1000;
            case LONGEST_WRITE -> last.worstWriteNanos() / 1000.0;
            case SHAPE, TOP_LINE, ORDER -> throw new IllegalArgumentException(figure + " is no number");
        };
    }
}
