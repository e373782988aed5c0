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
    private static final int THREADS = 4;

    private Examination() {
    }

    /// How far somebody looks. What is quick finds what breaks often, and leaves the rest open.
    public enum Depth {
        QUICK(1, 1_000, 2_000, 500), USUAL(3, 1_000, 5_000, 50_000);

        private final int seeds;
        private final int calls;
        private final int operations;
        private final long executions;

        Depth(int seeds, int calls, int operations, long executions) {
            this.seeds = seeds;
            this.calls = calls;
            this.operations = operations;
            this.executions = executions;
        }
    }

    /// One question.
    ///
    /// @param name  as its finding names it
    /// @param asked tells, on the way, what it is doing
    public record Part(String name, BiFunction<LockStrategy, Consumer<String>, Finding> asked) {
    }

    public static List<Part> parts(Depth depth) {
        return List.of(
                new Part("contract", Contract::check),
                new Part("sequential", (strategy, doing) -> sequential(strategy, doing, depth)),
                new Part("torture", (strategy, doing) -> torture(strategy, doing, depth)),
                new Part("exploration", (strategy, doing) -> Exploring.check(strategy, doing, depth.executions,
                        depth != Depth.QUICK)));
    }

    private static Finding sequential(LockStrategy strategy, Consumer<String> doing, Depth depth) {
        for (int seed = 1; seed <= depth.seeds; seed++) {
            doing.accept("random calls, seed " + seed);
            SequentialCheck.Report report = SequentialCheck.run(strategy, seed, depth.calls);
            if (report.verdict() != Verdict.PASS) {
                return new Finding("sequential", report.verdict(), "seed " + seed,
                        report.told().stripIndent());
            }
        }
        return new Finding("sequential", Verdict.PASS, depth.seeds * depth.calls
                + " random calls of one task answered as by the model", "");
    }

    private static Finding torture(LockStrategy strategy, Consumer<String> doing, Depth depth) {
        int operations = 0;
        for (int seed = 1; seed <= depth.seeds; seed++) {
            doing.accept(THREADS + " threads at once, seed " + seed);
            Torture.Report report = Torture.run(strategy, seed, depth.operations, THREADS);
            if (report.verdict() != Verdict.PASS) {
                return new Finding("torture", report.verdict(), THREADS + " threads, seed " + seed,
                        String.join("\n", report.complaints()));
            }
            operations += report.operations();
        }
        return new Finding("torture", Verdict.PASS, operations + " operations of " + THREADS
                + " threads at once, with pauses from " + (depth.seeds == 1 ? "seed 1" : "seeds 1 to " + depth.seeds), "");
    }
}
