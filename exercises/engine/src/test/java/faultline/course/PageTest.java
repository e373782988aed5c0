package faultline.course;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import faultline.course.text.Page;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/// A lesson as a terminal shows it.
@DisplayNameGeneration(ReplaceUnderscores.class)
class PageTest {
    private static final String LESSON = """
            # A title

            Prose with a **strong** word, `code`, and enough of everything else that it does not fit into one line.

            ## Predict

            | outcome | can happen? |
            | --- | --- |
            | `a.so+3` | ? |

                faultline> predict outcomes "0, 1"
                faultline> check

            1. First.
            2. Second, which is so long that it goes on in a second line, below its own beginning and not the number.

            - a point
            """;

    @Test
    void prose_is_wrapped_and_code_and_tables_stand() {
        assertEquals("""
                A title
                =======

                Prose with a strong word, `code`, and enough of everything else that it does not
                fit into one line.

                PREDICT

                  outcome   can happen?
                  `a.so+3`  ?

                    faultline> predict outcomes "0, 1"
                    faultline> check

                1. First.
                2. Second, which is so long that it goes on in a second line, below its own
                   beginning and not the number.

                - a point
                """, Page.text(LESSON));
    }

    @Test
    void the_commands_of_a_lesson_are_what_stands_behind_the_prompt() {
        assertEquals(List.of("predict outcomes \"0, 1\"", "check"), Page.commands(LESSON));
    }
}
