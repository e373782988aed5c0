package faultline.repl.command;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import faultline.lab.LineBill;
import faultline.lab.SimulationRow;
import faultline.lab.SimulationSpec;
import faultline.repl.text.Plot;
import faultline.repl.text.Quantity;
import faultline.repl.text.Row;
import faultline.repl.text.Strokes;
import faultline.repl.text.Table;

/// How simulated rows are shown: a table of operations a second, a plot, and the bill of the most CPUs.
final class Simulated {
    private static final int DEAREST = 8;
    private static final int COLUMNS = 80;
    private static final int LEAST_BAR = 8;
    private static final int LONGEST_BAR = 32;
    private static final int THOUSAND = 1000;
    private static final double TINY = 1e-6;

    private final SimulationSpec spec;
    private final List<SimulationRow> rows;
    private final Strokes strokes;
    private final Map<String, Map<Integer, SimulationRow>> byStrategy = new LinkedHashMap<>();
    private final TreeSet<Integer> cpus = new TreeSet<>();

    /// @param spec of any of them: they differ in their CPUs alone
    Simulated(SimulationSpec spec, List<SimulationRow> rows, Strokes strokes) {
        this.spec = spec;
        this.strokes = strokes;
        this.rows = rows;
        for (SimulationRow row : rows) {
            byStrategy.computeIfAbsent(row.strategy(), _ -> new LinkedHashMap<>()).put(row.cpus(), row);
            cpus.add(row.cpus());
        }
    }

    List<Row> rows() {
        return rows.stream().map(row -> Row.of("strategy", row.strategy())
                .and("workload", spec.workload()).and("profile", spec.profile()).and("cpus", row.cpus())
                .and("layout", spec.layout().toString()).and("writers", spec.writers())
                .and("uprobe_rcu", spec.uprobeRcu())
                .and("ops_per_s", row.opsPerSecond()).and("per_cpu", row.perCpu())
                .and("writes_per_s", row.writesPerSecond()).and("worst_write_ns", row.worstWriteNanos())
                .and("lines", row.lines().stream().map(Simulated::line).toList())).toList();
    }

    private static Row line(LineBill line) {
        return Row.of("name", line.name()).and("share", line.share()).and("transfers", line.transfers())
                .and("transfer_ns", line.transferNanos()).and("queue_ns", line.queueNanos())
                .and("wait_ns", line.waitNanos()).and("writers_share", line.writersShare());
    }

    /// Operations a second by CPUs, a column for each strategy.
    String table() {
        return table("cpus", row -> Quantity.rate(row.opsPerSecond()));
    }

    /// The same of the writers, and the longest of their operations; empty if nobody changed mappings.
    String writers() {
        return rows.stream().allMatch(row -> row.writesPerSecond() == 0) ? ""
                : "\n" + table("cpus, writers' operations", row -> Quantity.rate(row.writesPerSecond()))
                + "\n" + table("cpus, longest write", row -> Quantity.nanos(row.worstWriteNanos()));
    }

    private String table(String title, Function<SimulationRow, String> figure) {
        Table table = new Table().numbers(title);
        byStrategy.keySet().forEach(table::numbers);
        for (int count : cpus) {
            List<String> cells = new ArrayList<>(List.of(Integer.toString(count)));
            for (Map<Integer, SimulationRow> curve : byStrategy.values()) {
                SimulationRow row = curve.get(count);
                cells.add(row == null ? "-" : figure.apply(row));
            }
            table.row(cells.toArray(String[]::new));
        }
        return table.toString();
    }

    /// Nothing if there is only one point.
    String plot() {
        if (cpus.size() < 2) {
            return "";
        }
        Plot plot = new Plot(cpus.stream().map(String::valueOf).toList());
        byStrategy.forEach((name, curve) -> plot.curve(name, cpus.stream()
                .map(count -> curve.containsKey(count) ? curve.get(count).opsPerSecond() : Double.NaN)
                .toList()));
        return "\n" + plot;
    }

    /// What the dearest lines cost each strategy on the most CPUs.
    String bill() {
        StringBuilder text = new StringBuilder();
        for (Map<Integer, SimulationRow> curve : byStrategy.values()) {
            SimulationRow last = curve.get(curve.keySet().stream().max(Integer::compare).orElseThrow());
            text.append("\nlost by ").append(last.strategy()).append(" on ").append(last.cpus())
                    .append(last.cpus() == 1 ? " CPU" : " CPUs").append(who(last)).append('\n')
                    .append(bill(last));
        }
        return text.toString();
    }

    /// What the parts of a bar are, where there are two.
    private String who(SimulationRow row) {
        return row.writesPerSecond() == 0 || row.lines().isEmpty() ? ""
                : "; " + strokes.full() + " by readers, " + strokes.light() + " by writers";
    }

    private String bill(SimulationRow row) {
        if (row.lines().isEmpty()) {
            return "  nothing\n";
        }
        int room = COLUMNS - 2 - table(row, 0).lines().mapToInt(String::length).max().orElseThrow();
        return table(row, Math.clamp(room, LEAST_BAR, LONGEST_BAR));
    }

    /// With bars of at most so many cells, which the dearest line has.
    private String table(SimulationRow row, int cells) {
        Table table = new Table().words("  line").numbers("share").numbers("transfers").numbers("travel")
                .numbers("queue").numbers("wait")
                .words("");
        List<LineBill> dearest = row.lines().subList(0, Math.min(DEAREST, row.lines().size()));
        List<LineBill> others = row.lines().subList(dearest.size(), row.lines().size());
        List<Double> shares = new ArrayList<>(dearest.stream().map(LineBill::share).toList());
        shares.add(others.stream().mapToDouble(LineBill::share).sum());
        List<String> percents = percents(shares);
        for (LineBill line : dearest) {
            table.row("  " + line.name(), percents.get(dearest.indexOf(line)),
                    Long.toString(line.transfers()),
                    time(line.transferNanos()), time(line.queueNanos()), time(line.waitNanos()),
                    bar(line, cells / dearest.getFirst().share()));
        }
        if (!others.isEmpty()) {
            table.row("  " + others.size() + (others.size() == 1 ? " other" : " others"), percents.getLast(),
                    "", "", "", "", "");
        }
        return table.toString();
    }

    /// As long as the line's share, readers' part first.
    private String bar(LineBill line, double cellsOfAll) {
        int length = (int) Math.round(cellsOfAll * line.share());
        return strokes.bar(length, (int) Math.round(length * line.writersShare()));
    }

    /// Percents with one place, rounded so that they add up to what the shares do: those that lose most by
    /// being cut off get it back.
    static List<String> percents(List<Double> shares) {
        int[] thousandths = shares.stream().mapToInt(share -> (int) (THOUSAND * share + TINY)).toArray();
        int missing = (int) Math.round(THOUSAND * shares.stream().mapToDouble(Double::doubleValue).sum())
                - IntStream.of(thousandths).sum();
        IntStream.range(0, thousandths.length).boxed()
                .sorted(Comparator.comparingDouble(at -> thousandths[at] - THOUSAND * shares.get(at)))
                .limit(missing).forEach(at -> thousandths[at]++);
        return IntStream.of(thousandths).mapToObj(share -> share / 10 + "." + share % 10 + " %").toList();
    }

    private static String time(double nanos) {
        return nanos == 0 ? "-" : Quantity.nanos(Math.round(nanos));
    }
}
