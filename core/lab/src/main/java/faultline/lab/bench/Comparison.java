package faultline.lab.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Rows that were measured together, in the order they were asked for.
public record Comparison(List<BenchRow> rows) {
    /// What all others are held against.
    public static final String BASELINE = "mmap-lock";

    public Comparison {
        rows = List.copyOf(rows);
    }

    /// In which order to run the forks of `rows`: one of each row, then, the other way round, the next of
    /// each. So each fork of a row has a counterpart of every other row near it in time, and a machine that
    /// gets slower all the while favours nobody.
    public static List<BenchSpec> turns(List<BenchSpec> rows) {
        int forks = rows.stream().mapToInt(row -> row.times().forks()).max().orElse(0);
        List<BenchSpec> turns = new ArrayList<>();
        for (int fork = 0; fork < forks; fork++) {
            int turn = fork;
            List<BenchSpec> those = rows.stream().filter(row -> turn < row.times().forks()).toList();
            turns.addAll(fork % 2 == 0 ? those : those.reversed());
        }
        return turns;
    }

    /// The rows that `forks`, in the order they ran, make.
    public static Comparison of(List<Fork> forks) {
        Map<BenchSpec, List<Fork>> bySpec = new LinkedHashMap<>();
        forks.forEach(fork -> bySpec.computeIfAbsent(fork.spec(), spec -> new ArrayList<>()).add(fork));
        return new Comparison(bySpec.values().stream().map(BenchRow::of).toList());
    }

    /// How `row` stands to `base`. If they have equally many forks, the first is held against the first, and
    /// so on.
    public static Difference between(BenchRow row, BenchRow base) {
        return Difference.of(Estimate.ratio(row.forks(), base.forks()));
    }

    /// How `row` stands to the baseline at the same number of threads; empty if that was not measured, and
    /// for the kernel beneath, whose faults do another kind of work.
    public Optional<Difference> toBaseline(BenchRow row) {
        return row.spec().beneath() ? Optional.empty()
                : find(BASELINE, row.spec().threads()).map(base -> between(row, base));
    }

    /// One sentence or two on what to notice.
    public String notice() {
        return new Notice(this).text();
    }

    Optional<BenchRow> find(String strategy, int threads) {
        return rows.stream()
                .filter(row -> row.spec().strategy().equals(strategy) && row.spec().threads() == threads)
                .findFirst();
    }
}
