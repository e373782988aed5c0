package faultline.repl.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PlotTest {
    @Test
    void each_curve_has_a_letter_and_a_star_stands_where_they_meet() {
        String plot = new Plot(List.of("1", "2", "4")).curve("flat", List.of(1100.0, 1100.0, 1100.0))
                .curve("steep", List.of(100.0, 1100.0, Double.NaN)).toString();

        assertEquals("""
                  1.10k |   a     *     a
                        |
                        |
                        |
                        |
                        |
                        |
                        |
                        |
                        |
                        |   b
                      0 |
                        +------------------
                            1     2     4
                a flat b steep * several
                """, plot);
    }

    @Test
    void nothing_is_on_the_ground() {
        String plot = new Plot(List.of("1")).curve("idle", List.of(0.0)).toString();

        assertEquals("      0 |   a", plot.lines().toList().get(11).replaceFirst("0\\.00", "   0"));
    }

    @Test
    void a_curve_has_a_value_for_each_point() {
        Plot plot = new Plot(List.of("1", "2"));

        assertThrows(IllegalArgumentException.class, () -> plot.curve("short", List.of(1.0)));
    }
}
