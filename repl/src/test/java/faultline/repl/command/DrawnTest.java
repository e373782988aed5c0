package faultline.repl.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import faultline.lab.bench.BenchRow;
import faultline.lab.bench.BenchSpec;
import faultline.lab.bench.Latency;
import faultline.lab.workload.Workload;
import faultline.repl.text.Strokes;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/// The pictures of `--plot`, of rows that were never measured.
@DisplayNameGeneration(ReplaceUnderscores.class)
class DrawnTest {
    private static final Latency NONE = new Latency(0, 0, 0, 0, List.of());

    @Test
    void rates_by_threads_and_how_long_readers_and_writers_took() {
        List<BenchRow> rows = List.of(row("mmap-lock", 1, 10e6, slots(16, 900, 32, 100), slots(40, 7)),
                row("mmap-lock", 2, 5e6, slots(17, 900, 40, 100), slots(48, 7)),
                row("srcu", 1, 8e6, slots(14, 999, 24, 1), slots(50, 7)),
                row("srcu", 2, 16e6, slots(14, 1000), NONE));

        assertEquals("""

                operations a second by threads
                  16.0M |         b
                        |
                        |
                        |
                        |   a
                        |   b
                        |
                        |
                        |         a
                        |
                        |
                      0 |
                        +------------
                            1     2
                a mmap-lock b srcu

                how long an operation of readers took, by threads; @ is a third of all or more,
                  each lower step a third of that
                               |10ns   |100ns  |1us    |10us   |100us
                mmap-lock   1          @               #
                mmap-lock   2           @                      #
                srcu        1        @         -
                srcu        2        @

                how long an operation of writers took, by threads; @ is a third of all or more,
                  each lower step a third of that
                               |100us  |1ms
                mmap-lock   1  @
                mmap-lock   2          @
                srcu        1            @
                """, new Drawn(rows, row -> row.spec().strategy(), Strokes.ASCII).pictures());
    }

    @Test
    void one_number_of_threads_makes_no_curve() {
        List<BenchRow> rows = List.of(row("srcu", 1, 8e6, slots(14, 999), NONE));

        String pictures = new Drawn(rows, _ -> "row", Strokes.ASCII).pictures();

        assertEquals("\nhow long an operation of readers took", pictures.substring(0, pictures.indexOf(", by")));
        assertEquals(5, pictures.lines().count());
    }

    private static BenchRow row(String strategy, int threads, double rate, Latency reader, Latency writer) {
        return new BenchRow(BenchSpec.of(strategy, Workload.named("mixed"), threads), rate, rate, rate, 0, 0, reader,
                writer, 10, 0, false, true, 0, List.of(), List.of());
    }

    private static Latency slots(long... slotThenCount) {
        List<Long> slots = new ArrayList<>(Collections.nCopies(89, 0L));
        long timed = 0;
        for (int at = 0; at < slotThenCount.length; at += 2) {
            slots.set((int) slotThenCount[at], slotThenCount[at + 1]);
            timed += slotThenCount[at + 1];
        }
        return new Latency(1, 1, 1, timed, slots);
    }
}
