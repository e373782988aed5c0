package faultline.repl.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import faultline.repl.text.Strokes;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/// What the line of a long command says. That it is there on a terminal only is TerminalTest's and
/// CommandLineTest's.
@DisplayNameGeneration(ReplaceUnderscores.class)
class ProgressTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void a_bar_has_the_rate_and_the_time_that_is_left() {
        assertEquals("refcount  ██████████░░░░░░░░░░  7/14  1.5 s each, 11 s left",
                Progress.line(Strokes.BLOCKS, "refcount", 7, 14, 10_500_000_000L));
        assertEquals("tests  ████░░░░░░░░░░░░░░░░  20/100  10 a second, 8 s left",
                Progress.line(Strokes.BLOCKS, "tests", 20, 100, 2 * SECOND));
        assertEquals("tests  ####----------------  20/100  10 a second, 8 s left",
                Progress.line(Strokes.ASCII, "tests", 20, 100, 2 * SECOND));
    }

    @Test
    void what_is_not_known_is_not_said() {
        assertEquals("store-free, torture: seed 3  4 s",
                Progress.line(Strokes.BLOCKS, "store-free, torture: seed 3", 0, 0, 4 * SECOND));
        assertEquals("refcount  ░░░░░░░░░░░░░░░░░░░░  0/14",
                Progress.line(Strokes.BLOCKS, "refcount", 0, 14, SECOND));
    }

    @Test
    void it_stays_on_one_line() {
        String line = Progress.line(Strokes.BLOCKS, "a very long name ".repeat(10), 3, 14, 3 * SECOND);

        assertEquals(79, line.length());
        assertTrue(line.endsWith("..  ████░░░░░░░░░░░░░░░░  3/14  1.0 s each, 11 s left"), line);
    }
}
