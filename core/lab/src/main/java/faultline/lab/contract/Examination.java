package faultline.lab.contract;

import faultline.kernel.lock.LockStrategy;
import faultline.lab.Torture;
import faultline.lab.Verdict;
import faultline.lab.model.SequentialCheck;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/// All that is asked of a strategy before it is believed, the cheapest first. What comes after a part that
/// failed is looked at too: it may say more.
public final class Examination {
    private static final int SEEDS = 3;
    private static final int CALLS = 1_000;
    private static final int TORTURE_SEEDS = 3;
    private static final int THREADS = 4;
    private static final int OPERATIONS = 5_000;

    private Examination() {
    }

    /// One question.
    ///
    /// @param name  as its finding names it
    /// @param asked tells, on the way, what it is doing
    public record Part(String name, BiFunction<LockStrategy, Consumer<String>, Finding> asked) {
    }

    public static List<Part> parts() {
        return List.of(
                new Part("contract", Contract::check),
                new Part("sequential", Examination::sequential),
                new Part("torture", Examination::torture),
                new Part("exploration", Exploring::check));
    }

    private static Finding sequential(LockStrategy strategy, Consumer<String> doing) {
        for (int seed = 1; seed <= SEEDS; seed++) {
            doing.accept("random calls, seed " + seed);
            SequentialCheck.Report report = SequentialCheck.run(strategy, seed, CALLS);
            if (report.verdict() != Verdict.PASS) {
                return new Finding("sequential", report.verdict(), "seed " + seed,
                        report.told().stripIndent());
            }
        }
        return new Finding("sequential", Verdict.PASS, SEEDS * CALLS
                + " random calls of one task answered as by the model", "");
    }

    private static Finding torture(LockStrategy strategy, Consumer<String> doing) {
        int operations = 0;
        for (int seed = 1; seed <= TORTURE_SEEDS; seed++) {
            doing.accept(THREADS + " threads at once, seed " + seed);
            Torture.Report report = Torture.run(strategy, seed, OPERATIONS, THREADS);
            if (report.verdict() != Verdict.PASS) {
                return new Finding("torture", report.verdict(), THREADS + " threads, seed " + seed,
                        String.join("\n", report.complaints()));
            }
            operations += report.operations();
        }
        return new Finding("torture", Verdict.PASS, operations + " operations of " + THREADS
                + " threads at once, with pauses from seeds 1 to " + TORTURE_SEEDS, "");
    }
}
