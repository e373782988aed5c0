package faultline.repl.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.List;
import faultline.lab.bench.BenchSpec;
import faultline.lab.bench.Comparison;
import faultline.lab.bench.Fork;
import faultline.lab.workload.Workload;
import faultline.repl.text.Row;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/// How rows of the kernel beneath are read. None of these was measured.
@DisplayNameGeneration(ReplaceUnderscores.class)
class MeasuredBeneathTest {
    @Test
    void a_control_that_doubles_lets_the_rows_be_believed() {
        assertEquals("from 1 to 2 threads page_fault1 grows 1.94 times, and the control 1.98 times.",
                measured(row("page_fault1", 1, 700_000), row("page_fault1", 2, 1_358_000), row("alu", 1, 1e6),
                        row("alu", 2, 1.98e6)).notice());
    }

    @Test
    void a_control_that_does_not_says_that_nothing_can_be() {
        assertEquals("from 1 to 2 threads page_fault1 grows 1.20 times, and the control 1.30 times: there was"
                + " not a processor for each thread, so do not believe rows with more than one thread.",
                measured(row("page_fault1", 1, 700_000), row("page_fault1", 2, 840_000), row("alu", 1, 1e6),
                        row("alu", 2, 1.3e6)).notice());
    }

    @Test
    void a_row_alone_is_no_answer() {
        assertEquals("One number of threads says nothing about locks: measure two, as in --threads 1,2.",
                measured(row("page_fault1", 2, 700_000)).notice());
    }

    @Test
    void disturbed_rows_are_not_read() {
        assertEquals("Some rows are from disturbed windows, and say little about locks: measure again when"
                + " the machine is quiet.", measured(row("page_fault1", 1, 700_000),
                        row("page_fault1", 2, 840_000, true), row("alu", 1, 1e6), row("alu", 2, 2e6)).notice());
    }

    @Test
    void windows_kept_and_refused_stand_in_the_table() {
        assertEquals("""
                workload     thr  ops/s  95 % interval  growth  p50  p99  kept  refused
                page_fault1   1    700k      548k-894k       -    -    -     2        3
                page_fault1   2   1.36M    1.06M-1.73M    1.94    -    -     2        3
                """, measured(row("page_fault1", 1, 700_000), row("page_fault1", 2, 1_358_000)).table());
    }

    @Test
    void a_program_is_told_the_release_and_what_it_grows() {
        List<Row> rows = measured(row("page_fault1", 1, 700_000), row("page_fault1", 2, 1_400_000)).rows();

        assertEquals("6.18.0", rows.getFirst().values().get("release"));
        assertEquals("a lock", rows.getFirst().values().get("lock_derived_from_release"));
        assertEquals(2, (double) rows.getLast().values().get("growth"), 1e-9);
    }

    private static MeasuredBeneath measured(Fork... forks) {
        return new MeasuredBeneath(Comparison.of(List.of(forks)), "6.18.0", "a lock");
    }

    private static Fork row(String workload, int threads, double rate) {
        return row(workload, threads, rate, false);
    }

    private static Fork row(String workload, int threads, double rate, boolean disturbed) {
        Histogram nothing = new Histogram(100_000_000_000L, 2);
        ByteBuffer buffer = ByteBuffer.allocate(nothing.getNeededByteBufferCapacity());
        byte[] encoded = new byte[nothing.encodeIntoCompressedByteBuffer(buffer)];
        buffer.flip().get(encoded);
        BenchSpec spec = BenchSpec.of("your kernel 6.18.0", Workload.named("page_fault1"), threads)
                .workload(workload).times(BenchSpec.Times.QUICK);
        return new Fork(spec, List.of(rate, rate), 3, disturbed, true, 0, 0, 0, encoded, encoded, true, 0,
                List.of());
    }
}
