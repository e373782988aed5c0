package faultline.lab.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import faultline.lab.linux.YourKernel;
import faultline.lab.workload.Layout;
import faultline.lab.workload.Workload;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A run over the kernel beneath that is too short to say anything, but goes all the way.
@Timeout(300)
@DisplayNameGeneration(ReplaceUnderscores.class)
class KernelBenchTest {
    private static final BenchSpec SPEC = BenchSpec
            .of(new YourKernel("Linux", "6.18.0").name(), Workload.named("page_fault1"), 1)
            .times(new BenchSpec.Times(1, 20, 2, 5, 200)).layout(Layout.OWN);

    @Test void a_fork_of_the_kernel_makes_a_row_like_the_others() throws InterruptedException {
        assumeTrue(YourKernel.here().isLinux());

        Fork fork = KernelBench.run(SPEC, 32, Path.of(""), step -> { });

        assertEquals(SPEC, fork.spec());
        BenchRow row = BenchRow.of(List.of(fork));
        assertTrue(row.low() < row.opsPerSecond() && row.opsPerSecond() < row.high(), row::toString);
        assertEquals("your kernel 6.18.0", row.values().get("strategy"));
        assertNull(row.values().get("fallback_per_1000"));
        assertNull(row.values().get("grace_period_min_ns"));
    }

    @Test void the_kernel_is_not_held_against_the_baseline() {
        BenchRow kernel = SyntheticForks.row(SPEC.strategy(), 1, 700_000);
        BenchRow baseline = SyntheticForks.row(Comparison.BASELINE, 1, 4_000_000);

        assertEquals(Optional.empty(), new Comparison(List.of(baseline, kernel)).toBaseline(kernel));
    }

    @Test void what_the_kernel_is_not_measured_with_is_refused() {
        assertThrows(IllegalArgumentException.class,
                () -> KernelBench.run(SPEC.workload("pft"), 32, Path.of(""), step -> { }));
    }
}
