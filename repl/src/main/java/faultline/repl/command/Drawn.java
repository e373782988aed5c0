package faultline.repl.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import faultline.lab.bench.BenchRow;
import faultline.lab.bench.Latency;
import faultline.repl.text.Plot;
import faultline.repl.text.Spread;
import faultline.repl.text.Strokes;
import faultline.repl.text.Wrapped;

/// Measured rows as pictures: operations a second by threads, and how long operations took.
final class Drawn {
    private final List<BenchRow> rows;
    private final Function<BenchRow, String> name;
    private final Strokes strokes;

    /// With a curve for each `name`.
    Drawn(List<BenchRow> rows, Function<BenchRow, String> name, Strokes strokes) {
        this.rows = rows;
        this.name = name;
        this.strokes = strokes;
    }

    String pictures() {
        return rates() + times("readers", BenchRow::reader) + times("writers", BenchRow::writer);
    }

    /// Nothing if there is only one number of threads.
    private String rates() {
        TreeSet<Integer> threads = new TreeSet<>();
        Map<String, Map<Integer, Double>> curves = new LinkedHashMap<>();
        for (BenchRow row : rows) {
            threads.add(row.spec().threads());
            curves.computeIfAbsent(name.apply(row), _ -> new TreeMap<>())
                    .put(row.spec().threads(), row.opsPerSecond());
        }
        if (threads.size() < 2) {
            return "";
        }
        Plot plot = new Plot(threads.stream().map(String::valueOf).toList());
        curves.forEach((curve, rates) -> plot.curve(curve, threads.stream()
                .map(count -> rates.getOrDefault(count, Double.NaN)).toList()));
        return "\noperations a second by threads\n" + plot;
    }

    private String times(String who, Function<BenchRow, Latency> latency) {
        List<BenchRow> timed = rows.stream().filter(row -> latency.apply(row).timed() > 0).toList();
        if (timed.isEmpty()) {
            return "";
        }
        Spread spread = new Spread(strokes, Latency.SLOTS_A_DECADE);
        int longest = timed.stream().mapToInt(row -> name.apply(row).length()).max().orElseThrow();
        for (BenchRow row : timed) {
            spread.row(String.format("%-" + longest + "s %3d", name.apply(row), row.spec().threads()),
                    latency.apply(row).slots());
        }
        return "\n" + Wrapped.text("", "  ", "how long an operation of " + who + " took, by threads; "
                + spread.meaning()) + spread;
    }
}
