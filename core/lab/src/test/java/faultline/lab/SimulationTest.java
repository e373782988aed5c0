package faultline.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import faultline.kernel.lock.LockStrategy;
import faultline.lab.workload.Layout;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The shapes that the published curves have, and the bill behind them.
@DisplayNameGeneration(ReplaceUnderscores.class)
class SimulationTest {
    private static final String XEON = "xeon-6138-2s";
    private static final String ICE_LAKE = "icelake-8336c-2s";
    private static final SimulationSpec UPROBE = SimulationSpec.of("trig-uprobe-nop", XEON, 1);
    private static final SimulationSpec PFT = SimulationSpec.of("pft", ICE_LAKE, 1);
    private static final SimulationSpec READ = SimulationSpec.of("vma-read", ICE_LAKE, 1);

    @Test
    void each_socket_has_free_pages_of_its_own() {
        SimulationSpec own = PFT.in(Layout.OWN);

        double oneSocket = run(own.onCpus(16), "refcount").opsPerSecond();
        double both = run(own.onCpus(48), "refcount").opsPerSecond();

        assertTrue(both > 1.5 * oneSocket, () -> both + " against " + oneSocket);
    }

    /// Writers who wait for readers come one behind the other, however many there are: what a window holds is not by
    /// chance many resets, or none.
    @Test
    void a_munmap_that_waits_for_readers_is_in_the_rate_on_any_number_of_cpus() {
        SimulationSpec own = SimulationSpec.of("page_fault1", ICE_LAKE, 8).in(Layout.OWN);
        double few = run(own, "store-free").opsPerSecond();

        for (int cpus : List.of(16, 32)) {
            double many = run(own.onCpus(cpus), "store-free").opsPerSecond();
            assertTrue(many > 0.6 * few && many < 1.6 * few, () -> many + " against " + few);
        }
    }

    @Test
    void srcu_costs_a_hit_about_13_ns() {
        double trace = nanos(UPROBE, "seqcount");
        double srcu = nanos(UPROBE.under("srcu"), "seqcount");

        assertEquals(13, srcu - trace, 4);
    }

    @Test
    void mmap_lock_does_not_care_how_many_vmas_there_are() {
        for (int cpus : List.of(1, 4, 16, 64)) {
            double shared = run(PFT.onCpus(cpus), "mmap-lock").opsPerSecond();
            double own = run(PFT.onCpus(cpus).in(Layout.OWN), "mmap-lock").opsPerSecond();

            assertEquals(1, own / shared, 0.05, () -> cpus + " CPUs");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwsem", "refcount"})
    void a_lock_of_each_vma_scales_with_the_vmas(String strategy) {
        double shared = run(PFT.onCpus(24), strategy).opsPerSecond();
        double own = run(PFT.onCpus(24).in(Layout.OWN), strategy).opsPerSecond();

        assertTrue(own > 1.4 * shared, () -> own + " against " + shared);
    }

    @ParameterizedTest
    @ValueSource(strings = {"srcu", "store-free"})
    void readers_that_write_nothing_shared_scale(String strategy) {
        double one = run(READ, strategy).opsPerSecond();
        double many = run(READ.onCpus(64), strategy).opsPerSecond();

        assertTrue(many > 0.75 * 64 * one, () -> many / one + " times one CPU");
    }

    @Test
    void looks_of_seqcount_scale_and_its_faults_follow_refcount() {
        double one = run(UPROBE, "seqcount").opsPerSecond();
        SimulationSpec faults = PFT.onCpus(32);

        assertTrue(run(UPROBE.onCpus(40), "seqcount").opsPerSecond() > 25 * one);
        assertEquals(run(faults, "refcount").opsPerSecond(), run(faults, "seqcount").opsPerSecond());
    }

    @ParameterizedTest
    @CsvSource({"trig-uprobe-nop, srcu", "trig-uprobe-nop, store-free", "trig-uprobe-nop, seqcount",
        "trig-uprobe-nop, vma-seq", "vma-read, srcu", "vma-read, store-free"})
    void who_writes_nothing_shared_transfers_no_line_of_lock_vma_or_mm(String workload, String strategy) {
        SimulationRow row = run(SimulationSpec.of(workload, XEON, 40), strategy);

        assertEquals(List.of(), row.lines().stream()
                .filter(line -> line.name().matches("(vma|mm|kernel|node)\\..*")).toList());
    }

    @Test
    void the_bill_names_the_count_and_adds_up() {
        SimulationRow row = run(PFT.onCpus(32), "refcount");

        assertEquals("vma.vm_refcnt", row.lines().getFirst().name());
        assertEquals(1, row.lines().stream().mapToDouble(LineBill::share).sum(), 1e-9);
        assertEquals("queued: zone.lock", run(PFT.onCpus(48).in(Layout.OWN),
                "refcount").lines().getFirst().name());
        assertEquals("mm.mmap_lock.count", run(UPROBE.onCpus(20), "mmap-lock").lines().getFirst().name());
    }

    @Test
    void the_bill_says_who_lost() {
        List<LineBill> mixed = run(SimulationSpec.of("mixed", ICE_LAKE, 4), "store-free").lines();
        List<LineBill> readers = run(PFT.onCpus(4), "refcount").lines();

        assertEquals(List.of(1.0), mixed.stream().filter(line -> line.name().equals("grace period"))
                .map(LineBill::writersShare).toList());
        assertTrue(readers.stream().allMatch(line -> line.writersShare() == 0), readers::toString);
    }

    @Test
    void a_writer_of_store_free_waits_a_grace_period() {
        SimulationSpec spec = SimulationSpec.of("mixed", ICE_LAKE, 4);
        double storeFree = run(spec, "store-free").writesPerSecond();

        assertTrue(storeFree < 1.3e9 / SimulationSpec.GRACE_PERIOD_NANOS, () -> storeFree + " writes/s");
        assertTrue(run(spec, "refcount").writesPerSecond() > 5 * storeFree);
    }

    @Test
    void the_longest_write_is_that_of_who_waits_a_grace_period() {
        SimulationSpec spec = SimulationSpec.of("vma-read", ICE_LAKE, 4).beside(1);
        long storeFree = run(spec, "store-free").worstWriteNanos();
        long refcount = run(spec, "refcount").worstWriteNanos();

        assertTrue(storeFree >= SimulationSpec.GRACE_PERIOD_NANOS * 9 / 10, () -> storeFree + " ns");
        assertTrue(refcount > 1e9 / run(spec, "refcount").writesPerSecond(), "no shorter than the mean");
        assertTrue(refcount < SimulationSpec.GRACE_PERIOD_NANOS / 10, () -> refcount + " ns");
        assertEquals(refcount, run(spec, "refcount").worstWriteNanos());
        assertEquals(0, run(spec.beside(0), "refcount").worstWriteNanos());
    }

    @Test
    void a_sweep_is_the_same_when_repeated() {
        List<SimulationRow> first = sweep();

        assertEquals(first.toString(), sweep().toString());
    }

    @Test
    void more_cpus_than_the_machine_has_are_refused() {
        String message = assertThrows(IllegalArgumentException.class, () -> UPROBE.onCpus(81)).getMessage();

        assertEquals("xeon-6138-2s has 80 CPUs, and this needs 81", message);
    }

    private static List<SimulationRow> sweep() {
        return IntStream.of(1, 2, 4, 8, 16, 32, 64, 128)
                .mapToObj(cpus -> run(READ.onCpus(cpus), "refcount")).toList();
    }

    private static double nanos(SimulationSpec spec, String strategy) {
        return 1e9 / run(spec, strategy).opsPerSecond();
    }

    private static SimulationRow run(SimulationSpec spec, String strategy) {
        LockStrategy lock = Strategies.all().stream().filter(any -> any.name().equals(strategy)).findFirst()
                .orElseThrow();
        return Simulation.run(spec, lock);
    }
}
