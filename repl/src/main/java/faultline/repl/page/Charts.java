package faultline.repl.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import faultline.repl.text.Json;
import faultline.repl.text.Quantity;
import faultline.repl.text.Row;
import faultline.repl.work.RunLog.Run;

/// One run as a chart and a table: operations a second by threads or CPUs, a curve for each strategy; of a
/// simulated run also which line cost how much, of a measured one how long an operation took.
final class Charts {
    private static final double MILLION = 1e6;
    private static final int LINES_NAMED = 6;
    /// How much room names take above a chart, in pixels, about.
    private static final int LEGEND_MARK = 45;
    private static final int LEGEND_LETTER = 7;
    private static final int LEGEND_WIDTH = 600;
    private static final int LEGEND_ROW = 24;

    private final Run run;
    private final String axis;
    private final Set<String> strategies = new LinkedHashSet<>();
    private final TreeSet<Long> counts = new TreeSet<>();

    Charts(Run run) {
        this.run = run;
        this.axis = run.command().equals("simulate") ? "cpus" : "threads";
        for (Map<String, Object> row : run.rows()) {
            strategies.add((String) row.get("strategy"));
            counts.add((Long) row.get(axis));
        }
    }

    boolean simulated() {
        return axis.equals("cpus");
    }

    /// What the charts show: title and option, as ECharts takes it.
    Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("Operations a second", curves());
        if (simulated()) {
            bill().ifPresentIn(options);
        } else {
            latencies().ifPresentIn(options);
        }
        return options;
    }

    private record Option(String title, String json) {
        void ifPresentIn(Map<String, String> options) {
            if (!json.isEmpty()) {
                options.put(title, json);
            }
        }
    }

    private String curves() {
        List<Object> series = new ArrayList<>();
        for (String strategy : strategies) {
            series.add(curve(strategy, counts.stream().map(count -> point(strategy, count)).toList(), "solid")
                    .and("markLine", intervals(strategy)));
            List<Object> against = counts.stream().map(count -> (Object) against(strategy, count)).toList();
            if (against.stream().anyMatch(value -> value != null)) {
                series.add(curve(strategy + ", --against", against, "dashed"));
            }
        }
        return option(Row.of("type", "category").and("name", simulated() ? "CPUs" : "threads")
                .and("nameLocation", "middle").and("nameGap", 28)
                .and("data", counts.stream().map(String::valueOf).toList()),
                Row.of("type", "value").and("name", "M/s").and("max", roundedUp(highest())), series);
    }

    /// A row that others disturbed stands out.
    private Object point(String strategy, long count) {
        Double rate = number(strategy, count, "ops_per_s", MILLION);
        return !Boolean.TRUE.equals(value(strategy, count, "disturbed")) ? rate
                : Row.of("value", rate).and("symbol", "diamond").and("symbolSize", 14);
    }

    /// An upright line from end to end of each 95 % interval; the first strategy's is the widest, so that each is
    /// seen where they lie behind one another.
    private Row intervals(String strategy) {
        List<Object> lines = new ArrayList<>();
        for (long count : counts) {
            List<?> ends = list(value(strategy, count, "ci95"));
            if (ends.size() == 2) {
                lines.add(ends.stream().map(end -> Row.of("coord",
                        List.of(counts.headSet(count).size(), ((Number) end).doubleValue() / MILLION))).toList());
            }
        }
        int behind = strategies.size() - List.copyOf(strategies).indexOf(strategy);
        return Row.of("silent", true).and("symbol", "none").and("label", Row.of("show", false))
                .and("lineStyle", Row.of("type", "solid").and("width", 2 * behind).and("opacity", 0.5)).and("data", lines);
    }

    private static Row curve(String name, List<?> values, String line) {
        return Row.of("type", "line").and("name", name).and("data", values).and("symbolSize", 7)
                .and("lineStyle", Row.of("type", line).and("width", 2));
    }

    /// What the teacher measured, scaled so that the first points agree, as the score is computed.
    private Double against(String strategy, long count) {
        Object measured = value(strategy, count, "measured");
        long first = counts.first();
        if (!(measured instanceof Number here) || !(value(strategy, first, "measured") instanceof Number there)) {
            return null;
        }
        Double base = number(strategy, first, "ops_per_s", MILLION);
        return base == null ? null : base * here.doubleValue() / there.doubleValue();
    }

    /// On the most CPUs: the share of each line in all that was lost.
    private Option bill() {
        long most = counts.last();
        Map<String, Map<String, Double>> shares = new LinkedHashMap<>();
        for (String strategy : strategies) {
            for (Object each : list(value(strategy, most, "lines"))) {
                Map<?, ?> line = (Map<?, ?>) each;
                shares.computeIfAbsent((String) line.get("name"), _ -> new LinkedHashMap<>())
                        .put(strategy, ((Number) line.get("share")).doubleValue());
            }
        }
        List<String> dearest = shares.entrySet().stream()
                .sorted((a, b) -> Double.compare(sum(b.getValue()), sum(a.getValue())))
                .map(Map.Entry::getKey).limit(LINES_NAMED).toList();
        List<Object> series = new ArrayList<>();
        for (String line : dearest) {
            series.add(bar(line, strategies.stream().map(strategy ->
                    percent(shares.get(line).getOrDefault(strategy, 0.0))).toList()));
        }
        series.add(bar("others", strategies.stream().map(strategy -> percent(shares.entrySet().stream()
                .filter(line -> !dearest.contains(line.getKey()))
                .mapToDouble(line -> line.getValue().getOrDefault(strategy, 0.0)).sum())).toList()));
        return new Option("Time lost on " + most + (most == 1 ? " CPU" : " CPUs") + ", by cache line",
                shares.isEmpty() ? "" : bars("%", series));
    }

    private static double sum(Map<String, Double> shares) {
        return shares.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    private static Object percent(double share) {
        return Math.round(1000 * share) / 10.0;
    }

    private static Row bar(String name, List<Object> values) {
        return Row.of("type", "bar").and("stack", "all").and("name", name).and("data", values);
    }

    private String bars(String unit, List<Object> series) {
        return Json.text(common(series).and("xAxis", Row.of("type", "value").and("name", unit).and("max", 100))
                .and("yAxis", Row.of("type", "category").and("inverse", true)
                        .and("data", List.copyOf(strategies))));
    }

    private Option latencies() {
        long most = counts.last();
        List<Object> series = new ArrayList<>();
        for (String which : List.of("p50", "p99", "max")) {
            List<Object> values = new ArrayList<>();
            strategies.forEach(strategy -> values.add(number(strategy, most, "reader_" + which + "_ns", 1)));
            series.add(Row.of("type", "scatter").and("name", which).and("symbolSize", 11).and("data", values));
        }
        boolean known = strategies.stream().anyMatch(s -> number(s, most, "reader_p50_ns", 1) != null);
        return new Option("One operation of " + most + (most == 1 ? " thread" : " threads") + ", nanoseconds",
                !known ? "" : Json.text(common(series)
                .and("xAxis", Row.of("type", "category").and("data", List.copyOf(strategies))
                        .and("axisLabel", Row.of("interval", 0).and("rotate", 20)))
                .and("yAxis", Row.of("type", "log").and("name", "ns"))));
    }

    private static String option(Row x, Row y, List<Object> series) {
        return Json.text(common(series).and("xAxis", x).and("yAxis", y));
    }

    /// The upper end of an interval; 0 if there is none. A chart draws no interval that it has no room for.
    private double highest() {
        return run.rows().stream().map(row -> list(row.get("ci95"))).filter(ends -> ends.size() == 2)
                .mapToDouble(ends -> ((Number) ends.getLast()).doubleValue() / MILLION).max().orElse(0);
    }

    /// With one digit that is not 0; `null`, which leaves it to the chart, for 0.
    private static Double roundedUp(double value) {
        double unit = Math.pow(10, Math.floor(Math.log10(value)));
        return value == 0 ? null : Math.ceil(value / unit) * unit;
    }

    private static Row common(List<Object> series) {
        int named = series.stream().map(one -> ((Row) one).values().get("name").toString())
                .mapToInt(name -> LEGEND_MARK + LEGEND_LETTER * name.length()).sum();
        int legendRows = 1 + named / LEGEND_WIDTH;
        return Row.of("animation", false).and("backgroundColor", "transparent")
                .and("color", List.of("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#D55E00", "#56B4E9", "#8a8a8a",
                        "#b5a600"))
                .and("legend", Row.of("top", 0).and("type", "plain"))
                .and("tooltip", Row.of("trigger", "axis"))
                .and("grid", Row.of("left", 16).and("right", 44).and("top", LEGEND_ROW * legendRows + 38).and("bottom", 34)
                        .and("containLabel", true))
                .and("series", series);
    }

    /// All figures, as text.
    String table() {
        List<String> titles = new ArrayList<>(List.of("strategy", axis, "ops/s"));
        titles.addAll(simulated() ? List.of("per CPU", "dearest line", "its share")
                : List.of("95 % interval", "fallbacks/1000", "p50", "p99", "max", "windows kept"));
        List<List<String>> rows = new ArrayList<>();
        for (Map<String, Object> row : run.rows()) {
            List<String> cells = new ArrayList<>(List.of((String) row.get("strategy"), row.get(axis)
                    + (Boolean.TRUE.equals(row.get("disturbed")) ? " ~" : ""), rate(row.get("ops_per_s"))));
            cells.addAll(simulated() ? simulatedCells(row) : measuredCells(row));
            rows.add(cells);
        }
        return Html.table(titles, rows);
    }

    private static List<String> simulatedCells(Map<String, Object> row) {
        List<?> lines = list(row.get("lines"));
        if (lines.isEmpty()) {
            return List.of(rate(row.get("per_cpu")), "none", "-");
        }
        Map<?, ?> dearest = (Map<?, ?>) lines.getFirst();
        return List.of(rate(row.get("per_cpu")), (String) dearest.get("name"),
                percent(((Number) dearest.get("share")).doubleValue()) + " %");
    }

    private static List<String> measuredCells(Map<String, Object> row) {
        List<?> interval = list(row.get("ci95"));
        return List.of(interval.size() < 2 ? "-" : rate(interval.get(0)) + "-" + rate(interval.get(1)),
                row.get("fallback_per_1000") instanceof Number fallbacks
                        ? String.format(Locale.ROOT, "%.1f", fallbacks.doubleValue()) : "-",
                nanos(row.get("reader_p50_ns")), nanos(row.get("reader_p99_ns")), nanos(row.get("reader_max_ns")),
                row.get("windows_kept") instanceof Long kept
                        ? kept + " of " + (kept + ((Long) row.get("windows_rejected"))) : "-");
    }

    /// What a reader of the figures should know.
    List<String> notes() {
        Set<String> notes = new LinkedHashSet<>();
        for (Map<String, Object> row : run.rows()) {
            list(row.get("notes")).forEach(note -> notes.add((String) note));
            if (Boolean.TRUE.equals(row.get("disturbed"))) {
                notes.add("~, in charts a diamond: others used the processors in too many windows");
            }
            if (row.get("grace_period_min_ns") instanceof Long nanos && nanos > 0) {
                notes.add("RCU grace periods of at least " + nanos / 1000 + " us");
            }
        }
        return List.copyOf(notes);
    }

    private Object value(String strategy, long count, String name) {
        return run.rows().stream().filter(row -> strategy.equals(row.get("strategy"))
                && Long.valueOf(count).equals(row.get(axis))).map(row -> row.get(name))
                .filter(value -> value != null).findFirst().orElse(null);
    }

    private Double number(String strategy, long count, String name, double unit) {
        return value(strategy, count, name) instanceof Number number ? number.doubleValue() / unit : null;
    }

    private static List<?> list(Object value) {
        return value instanceof List<?> list ? list : List.of();
    }

    private static String rate(Object value) {
        return value instanceof Number number ? Quantity.rate(number.doubleValue()) : "-";
    }

    private static String nanos(Object value) {
        return value instanceof Number number && number.longValue() > 0 ? Quantity.nanos(number.longValue()) : "-";
    }
}
