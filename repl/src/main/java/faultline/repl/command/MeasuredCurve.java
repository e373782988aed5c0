package faultline.repl.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.lab.CurveScore;
import faultline.lab.CurveScore.Point;
import faultline.lab.SimulationRow;
import faultline.repl.text.Row;
import faultline.repl.text.Table;

/// What somebody measured: rows `cpus,value` of a file. Lines that do not begin with a digit are titles and
/// comments.
final class MeasuredCurve {
    private final List<Point> points;

    private MeasuredCurve(List<Point> points) {
        this.points = points;
    }

    static MeasuredCurve read(Path file) {
        List<Point> points = new ArrayList<>();
        String at = "";
        try {
            for (String line : Files.readAllLines(file)) {
                at = line;
                if (!line.isEmpty() && Character.isDigit(line.charAt(0))) {
                    String[] cells = line.split("[,;\\s]+");
                    points.add(new Point(Integer.parseInt(cells[0]), Double.parseDouble(cells[1])));
                }
            }
        } catch (IOException e) {
            throw new Trouble(Exit.USAGE, "--against: " + file + " cannot be read").why(e);
        } catch (RuntimeException e) {
            throw new Trouble(Exit.USAGE, "--against: " + file + " has a row that is not cpus,value")
                    .why("it says: " + at);
        }
        points.sort(Comparator.comparingInt(Point::cpus));
        if (points.stream().map(Point::cpus).distinct().count() != points.size() || points.size() < 2) {
            throw new Trouble(Exit.USAGE,
                    "--against: " + file + " needs two numbers of CPUs at least, each once");
        }
        return new MeasuredCurve(points);
    }

    List<Integer> cpus() {
        return points.stream().map(Point::cpus).toList();
    }

    /// How each strategy's curve follows this one.
    String score(List<SimulationRow> rows) {
        Table table = new Table().words("against what was measured").numbers("mean error").numbers("worst")
                .numbers("at").numbers("peak").numbers("was").numbers("knee").numbers("was");
        predicted(rows).forEach((strategy, curve) -> {
            CurveScore score = CurveScore.of(curve, shared(curve));
            table.row(strategy, percent(score.meanError()), percent(score.worstError()),
                    Integer.toString(score.worstCpus()), Integer.toString(score.predictedPeak()),
                    Integer.toString(score.measuredPeak()), Integer.toString(score.predictedKnee()),
                    Integer.toString(score.measuredKnee()));
        });
        return table + "errors are of curves divided by their first point\n";
    }

    /// `answers`, with what was measured and how far off each is.
    List<Row> scored(List<Row> answers, List<SimulationRow> rows) {
        Map<String, List<Point>> predicted = predicted(rows);
        List<Row> scored = new ArrayList<>();
        for (Row answer : answers) {
            List<Point> curve = predicted.getOrDefault((String) answer.values().get("strategy"), List.of());
            int at = curve.stream().map(Point::cpus).toList().indexOf((Integer) answer.values().get("cpus"));
            scored.add(at < 0 ? answer : answer.and("measured", shared(curve).get(at).perSecond())
                    .and("error", CurveScore.error(curve, shared(curve), at)));
        }
        return scored;
    }

    /// The points that were measured too, by strategy; at least two each.
    private Map<String, List<Point>> predicted(List<SimulationRow> rows) {
        Map<String, List<Point>> curves = new LinkedHashMap<>();
        for (SimulationRow row : rows) {
            if (cpus().contains(row.cpus())) {
                curves.computeIfAbsent(row.strategy(), _ -> new ArrayList<>())
                        .add(new Point(row.cpus(), row.opsPerSecond()));
            }
        }
        curves.values().removeIf(curve -> curve.size() < 2);
        return curves;
    }

    private List<Point> shared(List<Point> curve) {
        List<Integer> there = curve.stream().map(Point::cpus).toList();
        return points.stream().filter(point -> there.contains(point.cpus())).toList();
    }

    private static String percent(double part) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * part);
    }
}
