package faultline.lab.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import faultline.kernel.lock.LockStrategy;
import faultline.lab.Strategies;
import faultline.lab.Verdict;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The kernel answers as the model does, over every strategy. A seed that failed is tried again with
/// `-Dfaultline.seed=SEED`.
class SequentialModelTest {
    private static final int SEEDS = Boolean.getBoolean("faultline.full") ? 100 : 3;
    private static final int CALLS = 800;

    @TestFactory Stream<DynamicContainer> every_strategy() {
        return Strategies.all().stream().map(strategy -> DynamicContainer.dynamicContainer(strategy.name(),
                seeds().mapToObj(seed -> DynamicTest.dynamicTest("seed " + seed, () -> agrees(strategy, seed)))));
    }

    private static LongStream seeds() {
        Long given = Long.getLong("faultline.seed");
        return given != null ? LongStream.of(given) : LongStream.rangeClosed(1, SEEDS);
    }

    private static void agrees(LockStrategy strategy, long seed) {
        SequentialCheck.Report report = SequentialCheck.run(strategy, seed, CALLS);

        assertEquals(Verdict.PASS, report.verdict(), report::toString);
    }
}
