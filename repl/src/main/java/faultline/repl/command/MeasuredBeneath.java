package faultline.repl.command;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import faultline.lab.bench.BenchRow;
import faultline.lab.bench.BenchSpec;
import faultline.lab.bench.Comparison;
import faultline.lab.bench.Difference;
import faultline.lab.linux.RealWorkload;
import faultline.repl.text.Quantity;
import faultline.repl.text.Row;
import faultline.repl.text.Table;
import faultline.repl.text.Wrapped;

/// How measurements of the kernel beneath are shown: rows of the workload and of the control, each held
/// against itself with the fewest threads, and how many windows were kept and refused.
final class MeasuredBeneath {
    private static final double BELIEVABLE = 0.9;   // of what threads that share nothing should gain

    private final Comparison comparison;
    private final String release;
    private final String lock;

    /// Of a kernel with that release, which takes that lock.
    MeasuredBeneath(Comparison comparison, String release, String lock) {
        this.comparison = comparison;
        this.release = release;
        this.lock = lock;
    }

    /// As those of `compare`, with what is the kernel's.
    List<Row> rows() {
        List<Row> plain = new Measured(comparison).rows();
        return IntStream.range(0, plain.size()).mapToObj(at -> {
            Optional<Difference> growth = growth(comparison.rows().get(at));
            return plain.get(at).and("growth", growth.map(Difference::ratio).orElse(null))
                    .and("growth_ci95", growth.map(d -> List.of(d.low(), d.high())).orElse(null))
                    .and("release", release).and("lock_derived_from_release", lock);
        }).toList();
    }

    /// How it was measured.
    String header() {
        BenchSpec spec = comparison.rows().getFirst().spec();
        return Wrapped.text("", "  ", "%s on Linux %s, layout %s, %s; %s a row".formatted(spec.workload(),
                release, spec.layout(), Measured.counted(spec.writers(), "writer"),
                Measured.counted(spec.times().forks(), "fresh JVM")));
    }

    String table() {
        Table table = new Table().words("workload").numbers("thr").numbers("ops/s").numbers("95 % interval")
                .numbers("growth").numbers("p50").numbers("p99").numbers("kept").numbers("refused");
        for (BenchRow row : comparison.rows()) {
            table.row(row.spec().workload(),
                    row.spec().threads() + (row.disturbed() ? Measured.DISTURBED : " "),
                    Quantity.rate(row.opsPerSecond()),
                    Quantity.rate(row.low()) + "-" + Quantity.rate(row.high()),
                    growth(row).map(growth -> times(growth.ratio())).orElse("-"), Measured.p50(row.reader()),
                    Measured.p99(row.reader()), Integer.toString(row.windowsKept()),
                    Integer.toString(row.windowsRejected()));
        }
        return table.toString();
    }

    /// Empty if nobody changed mappings.
    String writers() {
        List<BenchRow> rows = comparison.rows().stream().filter(row -> row.spec().writers() > 0).toList();
        return rows.isEmpty() ? "" : new Measured(new Comparison(rows)).writers();
    }

    /// How the rows grow, and whether the control lets one believe it.
    String notice() {
        Optional<BenchRow> most = most(false);
        Optional<BenchRow> control = most(true);
        if (most.isEmpty() || control.isEmpty()) {
            return "One number of threads says nothing about locks: measure two, as in --threads 1,2.";
        }
        if (comparison.rows().stream().anyMatch(BenchRow::disturbed)) {
            return "Some rows are from disturbed windows, and say little about locks: measure again when the"
                    + " machine is quiet.";
        }
        double threads = (double) most.get().spec().threads() / fewest(most.get()).spec().threads();
        double shareNothing = growth(control.get()).orElseThrow().ratio();
        String grown = "from %d to %d threads %s grows %s times, and the control %s times".formatted(
                fewest(most.get()).spec().threads(), most.get().spec().threads(),
                most.get().spec().workload(),
                times(growth(most.get()).orElseThrow().ratio()), times(shareNothing));
        return grown + (shareNothing < BELIEVABLE * threads
                ? ": there was not a processor for each thread, so do not believe rows with more than one"
                        + " thread."
                : ".");
    }

    String legend() {
        StringBuilder lines = new StringBuilder();
        lines.append(Wrapped.text("", "  ", "growth: to the row with the fewest threads; kept, refused:"
                + " windows; p50, p99: of one operation."));
        if (comparison.rows().stream().anyMatch(MeasuredBeneath::isControl)) {
            lines.append(Wrapped.text("", "  ", RealWorkload.ALU.typed() + ": the control; "
                    + RealWorkload.ALU.summary() + "."));
        }
        if (comparison.rows().stream().anyMatch(BenchRow::disturbed)) {
            lines.append(Measured.DISTURBED).append(" others used the processors in too many windows\n");
        }
        comparison.rows().stream().flatMap(row -> row.notes().stream()).distinct()
                .forEach(note -> lines.append(Wrapped.text("", "  ", note)));
        return lines.toString();
    }

    /// Empty for the row with the fewest threads itself.
    private Optional<Difference> growth(BenchRow row) {
        BenchRow base = fewest(row);
        return base.spec().equals(row.spec()) ? Optional.empty() : Optional.of(Comparison.between(row, base));
    }

    /// Rows of one workload stand together, fewest threads first.
    private BenchRow fewest(BenchRow row) {
        return comparison.rows().stream()
                .filter(other -> other.spec().workload().equals(row.spec().workload())).findFirst()
                .orElseThrow();
    }

    /// The row with the most threads, of the workload or of the control, if it can be held against another.
    private Optional<BenchRow> most(boolean control) {
        return comparison.rows().stream().filter(row -> isControl(row) == control && growth(row).isPresent())
                .reduce((first, second) -> second);
    }

    private static boolean isControl(BenchRow row) {
        return row.spec().workload().equals(RealWorkload.ALU.typed());
    }

    private static String times(double ratio) {
        return String.format(Locale.ROOT, "%.2f", ratio);
    }
}
