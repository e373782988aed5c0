package faultline.lab.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import faultline.kernel.lock.LockStrategy;
import faultline.lab.Strategies;
import faultline.lab.workload.Layout;
import faultline.lab.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Runs that are too short to say anything, but go all the way.
@Timeout(300)
@DisplayNameGeneration(ReplaceUnderscores.class)
class BenchTest {
    private static final BenchSpec.Times SHORT = new BenchSpec.Times(1, 20, 2, 60, 1500);
    private static final int PAGES = 32;

    @Test void a_fork_reports_what_was_asked_and_what_was_done() throws InterruptedException {
        BenchSpec spec = spec("refcount", "page_fault1", 2).writers(1).layout(Layout.OWN);
        List<String> progress = new ArrayList<>();

        Fork fork = Bench.run(spec, PAGES, strategy("refcount"), progress::add);

        assertEquals(spec, fork.spec());
        assertEquals(List.of("boot", "measure", "check"), progress);
        BenchRow row = BenchRow.of(List.of(fork));
        assertTrue(row.low() < row.opsPerSecond() && row.opsPerSecond() < row.high(), row::toString);
        assertTrue(row.reader().timed() > 0 && row.reader().p50Nanos() <= row.reader().p99Nanos()
                && row.reader().p99Nanos() <= row.reader().maxNanos(), row::toString);
        assertTrue(row.writesPerSecond() > 0 && row.writer().timed() > 0, row::toString);
        assertTrue(fork.attempts() > 0 && fork.fallbacks() < fork.attempts(), row::toString);
    }

    @Test void under_mmap_lock_every_read_falls_back() throws InterruptedException {
        Fork fork = Bench.run(spec("mmap-lock", "vma-read", 1), PAGES, strategy("mmap-lock"), step -> { });

        assertEquals(1000, BenchRow.of(List.of(fork)).fallbackPer1000());
    }

    @Test void more_threads_than_processors_are_said_to_disturb_each_other() throws InterruptedException {
        int many = Runtime.getRuntime().availableProcessors() + 1;

        Fork fork = Bench.run(spec("store-free", "pft", many), PAGES, strategy("store-free"), step -> { });

        assertTrue(fork.disturbed() && !fork.pinned() && fork.notes().getFirst()
                .startsWith(many + " threads on "),
                fork::toString);
    }

    @Test void a_measurement_can_be_interrupted() {
        Thread.currentThread().interrupt();

        assertThrows(InterruptedException.class,
                () -> Bench.run(spec("refcount", "vma-read", 1), PAGES, strategy("refcount"), step -> { }));
    }

    @Test void unknown_names_are_refused() {
        assertThrows(IllegalArgumentException.class, () -> Workload.named("page_fault4"));
        assertThrows(IllegalArgumentException.class, () -> Bench.run(
                spec("refcount", "vma-read", 1).probeReadSide("hazard"), strategy("refcount"), step -> { }));
    }

    private static BenchSpec spec(String strategy, String workload, int threads) {
        return BenchSpec.of(strategy, Workload.named(workload), threads).times(SHORT).graceMicros(0);
    }

    private static LockStrategy strategy(String name) {
        return Strategies.all().stream().filter(strategy -> strategy.name().equals(name)).findFirst()
                .orElseThrow();
    }
}
