package faultline.repl.command;

import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import faultline.lab.bench.BenchRow;
import faultline.lab.bench.Comparison;
import faultline.lab.bench.Difference;
import faultline.lab.bench.Latency;
import faultline.repl.text.Quantity;
import faultline.repl.text.Row;
import faultline.repl.text.Table;
import faultline.repl.text.Wrapped;

/// How measurements are shown: a table of readers, one of writers if somebody wrote, and what the marks mean.
final class Measured {
    private static final String SAME = "=";
    static final String DISTURBED = "~";

    private final Comparison comparison;

    Measured(Comparison comparison) {
        this.comparison = comparison;
    }

    List<Row> rows() {
        return comparison.rows().stream().map(this::row).toList();
    }

    private Row row(BenchRow measured) {
        Row row = Row.of("strategy", measured.spec().strategy());
        for (Map.Entry<String, Object> value : measured.values().entrySet()) {
            row = value.getKey().equals("strategy") ? row : row.and(value.getKey(), value.getValue());
        }
        Optional<Difference> difference = comparison.toBaseline(measured);
        return row.and("ratio_to_mmap_lock", difference.map(Difference::ratio).orElse(null))
                .and("ratio_ci95", difference.map(d -> List.of(d.low(), d.high())).orElse(null))
                .and("verdict", difference.map(d -> d.verdict().toString()).orElse(null));
    }

    /// 74 columns at most, as long as names are no longer than those of the product.
    String table() {
        Table table = new Table().words("strategy").numbers("thr").numbers("ops/s").numbers("95 % interval")
                .numbers("ratio").numbers("fb/k").numbers("p50").numbers("p99").numbers("max");
        for (BenchRow row : comparison.rows()) {
            table.row(row.spec().strategy(), row.spec().threads() + (row.disturbed() ? DISTURBED : " "),
                    Quantity.rate(row.opsPerSecond()),
                    Quantity.rate(row.low()) + "-" + Quantity.rate(row.high()),
                    comparison.toBaseline(row).map(Measured::ratio).orElse("-"),
                    row.spec().beneath() ? "-" : Quantity.perThousand(row.fallbackPer1000()),
                    p50(row.reader()), p99(row.reader()), max(row.reader()));
        }
        return table.toString();
    }

    /// Empty if nobody changed mappings.
    String writers() {
        if (comparison.rows().stream().allMatch(row -> row.writer().timed() == 0)) {
            return "";
        }
        Table table = new Table().words("writers").numbers("thr").numbers("ops/s").numbers("p50")
                .numbers("p99").numbers("max");
        for (BenchRow row : comparison.rows()) {
            table.row(row.spec().strategy(), row.spec().threads() + " ",
                    row.writesPerSecond() == 0 ? "-" : Quantity.rate(row.writesPerSecond()),
                    p50(row.writer()),
                    p99(row.writer()), max(row.writer()));
        }
        return "\n" + table;
    }

    /// What the columns and the marks mean, and what else should be known.
    String legend() {
        StringBuilder lines = new StringBuilder();
        lines.append(Wrapped.text("", "  ", "fb/k: of a thousand, those that fell back to mmap_lock;"
                + " p50, p99, max: of one operation."));
        if (comparison.rows().stream().map(comparison::toBaseline).flatMap(Optional::stream)
                .anyMatch(difference -> ratio(difference).endsWith(SAME))) {
            lines.append(SAME).append(" no difference from mmap-lock that chance would not make\n");
        }
        if (comparison.rows().stream().anyMatch(BenchRow::disturbed)) {
            lines.append(DISTURBED).append(" others used the processors in too many windows\n");
        }
        comparison.rows().stream().flatMap(row -> row.notes().stream()).distinct()
                .forEach(note -> lines.append(Wrapped.text("", "  ", note)));
        return lines.toString();
    }

    /// How it was measured, in one line.
    String header() {
        BenchRow first = comparison.rows().getFirst();
        String form = "%s, layout %s, %s; %s a row; RCU grace periods of at least %d us";
        return Wrapped.text("", "  ", form.formatted(
                first.spec().workload(), first.spec().layout(), counted(first.spec().writers(), "writer"),
                forks(), first.graceMinimumNanos() / 1000));
    }

    private String forks() {
        IntSummaryStatistics forks = comparison.rows().stream().mapToInt(row -> row.forks().size())
                .summaryStatistics();
        return (forks.getMin() < forks.getMax() ? forks.getMin() + " or " : "")
                + counted(forks.getMax(), "fresh JVM");
    }

    static String counted(int number, String thing) {
        return (number == 0 ? "no" : Integer.toString(number)) + " " + thing + (number == 1 ? "" : "s");
    }

    private static String ratio(Difference difference) {
        boolean same = difference.verdict() == Difference.Verdict.NO_DIFFERENCE;
        return String.format(Locale.ROOT, "%.2f", difference.ratio())
                + (same && difference.ratio() != 1 ? SAME : " ");
    }

    static String p50(Latency latency) {
        return latency.timed() == 0 ? "-" : Quantity.nanos(latency.p50Nanos());
    }

    static String p99(Latency latency) {
        return latency.timed() == 0 ? "-" : Quantity.nanos(latency.p99Nanos());
    }

    private static String max(Latency latency) {
        return latency.timed() == 0 ? "-" : Quantity.nanos(latency.maxNanos());
    }
}
