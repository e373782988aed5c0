package faultline.lab.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import faultline.lab.bench.Difference.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ComparisonTest {

    @Test void forks_take_turns_there_and_back() {
        BenchSpec a = SyntheticForks.spec("a", 1, 3);
        BenchSpec b = SyntheticForks.spec("b", 1, 2);

        assertEquals(List.of(a, b, b, a, a), Comparison.turns(List.of(a, b)));
    }

    @Test void forks_become_rows_in_the_order_they_were_asked_for() {
        BenchSpec a = SyntheticForks.spec("a", 1, 2);
        BenchSpec b = SyntheticForks.spec("b", 1, 2);
        List<Fork> forks = new ArrayList<>();
        double rate = 100;
        for (BenchSpec spec : Comparison.turns(List.of(a, b))) {
            forks.add(SyntheticForks.fork(spec, List.of(rate)));
            rate += 10;
        }

        Comparison comparison = Comparison.of(forks);

        assertEquals(List.of(List.of(100.0, 130.0), List.of(110.0, 120.0)), comparison.rows().stream()
                .map(row -> row.values().get("fork_ops_per_s")).toList());
    }

    @Test void a_drift_that_hits_both_rows_alike_is_no_difference_and_hides_none() {
        List<Fork> row = List.of(fork("a", 100), fork("a", 150), fork("a", 200), fork("a", 250));
        List<Fork> base = List.of(fork("b", 101), fork("b", 149), fork("b", 202), fork("b", 249));
        List<Fork> half = List.of(fork("b", 50), fork("b", 76), fork("b", 99), fork("b", 126));

        assertEquals(Verdict.NO_DIFFERENCE, Comparison.between(BenchRow.of(row), BenchRow.of(base))
                .verdict());
        assertEquals(Verdict.FASTER, Comparison.between(BenchRow.of(row), BenchRow.of(half)).verdict());
    }

    @Test void a_disturbed_row_differs_only_where_the_gap_is_wide() {
        Fork quiet = SyntheticForks.fork(SyntheticForks.spec("b", 1, 2), List.of(100.0));
        Fork disturbed = disturbed(200);

        BenchRow row = BenchRow.of(List.of(disturbed, disturbed));
        assertEquals(Verdict.NO_DIFFERENCE, Comparison.between(row, BenchRow.of(List.of(quiet, quiet)))
                .verdict());
        assertEquals(true, row.values().get("disturbed"));
    }

    @Test void a_row_for_programs_has_its_units_in_the_names() {
        assertEquals(List.of("strategy", "workload", "threads", "layout", "writers", "ops_per_s", "ci95",
                "fallback_per_1000", "reader_p50_ns", "reader_p99_ns", "reader_max_ns", "writer_ops_per_s",
                "writer_p50_ns", "writer_p99_ns", "writer_max_ns", "windows_kept", "windows_rejected",
                "disturbed",
                "pinned", "grace_period_min_ns", "fork_ops_per_s", "notes"),
                List.copyOf(SyntheticForks.row("refcount", 1, 1e6).values().keySet()));
    }

    @Test void without_a_baseline_there_is_no_ratio_to_it() {
        BenchRow row = SyntheticForks.row("refcount", 1, 1e6);

        assertEquals(Optional.empty(), new Comparison(List.of(row)).toBaseline(row));
    }

    @Test void the_sentence_tells_who_loses_and_why() {
        Comparison comparison = compare("mmap-lock", 1e6, 0.5e6, "rwsem", 1.1e6, 0.6e6, "refcount", 1.1e6,
                0.7e6,
                "srcu", 1e6, 1.9e6, "store-free", 1.2e6, 2.4e6);

        assertEquals("mmap-lock, rwsem and refcount lose with the second thread in one VMA: every reader "
                + "writes mmap_lock, the VMA's count or the VMA's semaphore; srcu and store-free grow up to "
                + "2.0 times.",
                comparison.notice());
    }

    @Test void with_one_number_of_threads_it_tells_who_is_ahead() {
        Comparison comparison = new Comparison(List.of(SyntheticForks.row("mmap-lock", 1, 1e6),
                SyntheticForks.row("refcount", 1, 1.02e6), SyntheticForks.row("store-free", 1, 1.8e6)));

        assertEquals("with one thread, ahead of mmap-lock: store-free (1.80).", comparison.notice());
    }

    @Test void it_says_when_rows_are_disturbed() {
        BenchRow row = BenchRow.of(List.of(disturbed(1e6)));

        assertEquals("with one thread there is no sound row of mmap-lock to hold the others against. "
                + "1 of 1 rows is from disturbed windows: measure again when the machine is quiet.",
                new Comparison(List.of(row)).notice());
    }

    private static Fork fork(String strategy, double rate) {
        return SyntheticForks.fork(SyntheticForks.spec(strategy, 1, 4), List.of(rate));
    }

    private static Fork disturbed(double rate) {
        Fork quiet = SyntheticForks.fork(SyntheticForks.spec("a", 1, 2), List.of(rate));
        return new Fork(quiet.spec(), quiet.rates(), 20, true, true, quiet.attempts(), quiet.fallbacks(), 0,
                quiet.readerLatency(), quiet.writerLatency(), true, quiet.graceMinimumNanos(), List.of());
    }

    private static Comparison compare(Object... strategyAndRates) {
        List<BenchRow> rows = new ArrayList<>();
        for (int i = 0; i < strategyAndRates.length; i += 3) {
            rows.add(SyntheticForks.row((String) strategyAndRates[i], 1, (double) strategyAndRates[i + 1]));
            rows.add(SyntheticForks.row((String) strategyAndRates[i], 2, (double) strategyAndRates[i + 2]));
        }
        return new Comparison(rows);
    }
}
