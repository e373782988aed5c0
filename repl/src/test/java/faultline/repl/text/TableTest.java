package faultline.repl.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TableTest {
    @Test
    void words_stand_to_the_left_and_numbers_to_the_right() {
        assertEquals("""
                name   size
                short     7
                s       128
                """, new Table().words("name").numbers("size").row("short", "7").row("s", "128").toString());
    }

    @Test
    void what_does_not_fit_80_columns_goes_on_below() {
        assertEquals("""
                scenario              covered
                look-at-stack-growth  no failure in 60 executions, stopped at 0.05 s; nor in 63
                                      at random from seed 1
                other                 all
                """, new Table().words("scenario").words("covered").row("look-at-stack-growth",
                "no failure in 60 executions, stopped at 0.05 s; nor in 63 at random from seed 1")
                .row("other", "all").toString());
    }
}
