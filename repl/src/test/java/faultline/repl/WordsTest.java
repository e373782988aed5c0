package faultline.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import faultline.host.Trouble;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class WordsTest {
    @Test
    void blanks_part_words_and_quotes_hold_them_together() {
        assertEquals(List.of("a", "b c", "d e", "f g", ""), Words.of("  a 'b c' d\\ e \"f g\" '' "));
    }

    @Test
    void a_comment_begins_at_the_start_of_a_word() {
        assertEquals(List.of("maps", "a#b"), Words.of("maps a#b # all of them"));
    }

    @Test
    void a_quote_that_is_left_open_is_told() {
        assertEquals("a quote ' is not closed\n  close it, or put a backslash before it\n  at use 'x\n  next: help",
                assertThrows(Trouble.class, () -> Words.of(" use 'x")).text());
    }
}
