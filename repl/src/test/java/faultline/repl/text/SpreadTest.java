package faultline.repl.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SpreadTest {
    /// 12 to 24 ns, eight of ten thousand about 1 us, one about 5 ms.
    private static final List<Long> QUICK = slots(9, 6000, 10, 2000, 11, 1991, 24, 8, 53, 1);
    private static final List<Long> SLOW = slots(30, 1000);

    @Test
    void many_and_few_stand_beside_each_other() {
        Spread spread = new Spread(Strokes.ASCII, 8).row("quick  1", QUICK).row("slow  12", SLOW);

        assertEquals("""
                          |10ns   |100ns  |1us    |10us   |100us  |1ms
                quick  1   @##            :                            .
                slow  12                        @
                """, spread.toString());
    }

    @Test
    void blocks_where_the_terminal_has_them() {
        String spread = new Spread(Strokes.BLOCKS, 8).row("quick", QUICK).toString();

        assertEquals("quick   █▇▇            ▂                            ▁",
                spread.lines().toList().getLast());
    }

    @Test
    void a_long_name_or_a_wide_range_stays_within_80_columns() {
        String spread = new Spread(Strokes.ASCII, 8).row("a-strategy-with-a-long-name 64", slots(3, 1, 80, 1))
                .toString();

        assertEquals("""
                                                |1ns    |100ns  |10us   |1ms    |100ms  |10s
                a-strategy-with-a-long-name 64   @                                      @
                """, spread);
        assertTrue(spread.lines().allMatch(line -> line.length() <= 80), spread);
    }

    @Test
    void nothing_is_an_empty_line() {
        assertEquals("idle", new Spread(Strokes.ASCII, 8).row("idle", slots()).toString().lines().toList().getLast());
    }

    @Test
    void a_terminal_without_the_letters_gets_ascii() {
        assertEquals(Strokes.ASCII, Strokes.on(StandardCharsets.US_ASCII));
        assertEquals(Strokes.ASCII, Strokes.on(StandardCharsets.ISO_8859_1));
    }

    private static List<Long> slots(long... slotThenCount) {
        List<Long> slots = new ArrayList<>(Collections.nCopies(89, 0L));
        IntStream.range(0, slotThenCount.length / 2)
                .forEach(at -> slots.set((int) slotThenCount[2 * at], slotThenCount[2 * at + 1]));
        return slots;
    }
}
