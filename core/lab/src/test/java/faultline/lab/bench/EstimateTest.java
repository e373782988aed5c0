package faultline.lab.bench;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What intervals and verdicts promise, held against rows whose truth is known.
@DisplayNameGeneration(ReplaceUnderscores.class)
class EstimateTest {
    private static final int TRIES = 1000;
    private static final long SEED = 20260101;

    private final RandomGenerator random = new SplittableRandom(SEED);

    @ParameterizedTest(name = "{0} forks that differ by {1}, windows by {2}")
    @CsvSource({"1, 0.02, 0.01", "1, 0.08, 0.03", "2, 0.02, 0.10", "2, 0.08, 0.03", "3, 0.08, 0.10",
        "5, 0.08, 0.02", "10, 0.08, 0.02"})
    void the_interval_holds_the_true_rate_in_95_of_100_cases(int forks, double forkSpread,
    double windowSpread) {
        int held = 0;
        for (int attempt = 0; attempt < TRIES; attempt++) {
            Estimate estimate = Estimate.rate(draw(1e6, forks, forkSpread, windowSpread));
            held += estimate.low(0.95) <= 1e6 && 1e6 <= estimate.high(0.95) ? 1 : 0;
        }

        double share = (double) held / TRIES;
        assertTrue(share >= 0.94, () -> share + " with seed " + SEED);
    }

    @ParameterizedTest(name = "{0} forks that differ by {1}, windows by {2}")
    @CsvSource({"1, 0.08, 0.03", "2, 0.08, 0.03", "2, 0.14, 0.03", "2, 0.17, 0.03", "2, 0.03, 0.20", "3, 0.12, 0.03",
        "5, 0.15, 0.05", "10, 0.17, 0.05"})
    void a_row_does_not_differ_from_itself_in_19_of_20_tries(int forks, double forkSpread,
    double windowSpread) {
        int same = 0;
        for (int attempt = 0; attempt < TRIES; attempt++) {
            same += between(1e6, 1e6, forks, forkSpread, windowSpread).verdict()
                    == Difference.Verdict.NO_DIFFERENCE ? 1 : 0;
        }

        double share = (double) same / TRIES;
        assertTrue(share >= 0.95, () -> share + " with seed " + SEED);
    }

    @ParameterizedTest(name = "{0} forks: {1} times")
    @CsvSource({"1, 2.0", "2, 1.6", "3, 1.5", "5, 1.3", "10, 1.2"})
    void what_is_faster_is_called_so_in_9_of_10_tries(int forks, double ratio) {
        int seen = 0;
        int upsideDown = 0;
        for (int attempt = 0; attempt < TRIES; attempt++) {
            Difference.Verdict verdict = between(ratio * 1e6, 1e6, forks, 0.08, 0.03).verdict();
            seen += verdict == Difference.Verdict.FASTER ? 1 : 0;
            upsideDown += verdict == Difference.Verdict.SLOWER ? 1 : 0;
        }

        double share = (double) seen / TRIES;
        assertTrue(share >= 0.9, () -> share + " with seed " + SEED);
        assertTrue(upsideDown == 0, "nothing that is faster is called slower");
    }

    private Difference between(double rate, double base, int forks, double forkSpread, double windowSpread) {
        return Difference.of(Estimate.ratio(draw(rate, forks, forkSpread, windowSpread),
                draw(base, forks, forkSpread, windowSpread)));
    }

    private List<Fork> draw(double rate, int forks, double forkSpread, double windowSpread) {
        return SyntheticForks.draw(random, "refcount", 1, rate, forks, forkSpread, windowSpread);
    }
}
