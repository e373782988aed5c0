package faultline.course.grade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import faultline.host.check.Evidence;
import faultline.lab.Verdict;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/// The parent believes nothing but one answer to each question, in their order.
@DisplayNameGeneration(ReplaceUnderscores.class)
class AnswerSheetTest {

    @Test
    void one_answer_to_each_question_is_whole() {
        assertTrue(sheet(0, 1).isWhole());
    }

    @Test
    void a_missing_answer_is_not_whole_but_what_came_before_counts() {
        AnswerSheet sheet = sheet(0);

        assertFalse(sheet.isWhole());
        assertFalse(sheet.isOdd());
        assertEquals(1, sheet.answers().size());
    }

    @Test
    void an_extra_a_repeated_and_an_unasked_answer_leave_nothing_to_believe() {
        for (AnswerSheet sheet : List.of(sheet(0, 1, 2), sheet(0, 0), sheet(0, 1, 1), sheet(1, 0), sheet(-1))) {
            assertTrue(sheet.isOdd());
            assertFalse(sheet.isWhole());
            assertEquals(List.of(), sheet.answers());
        }
    }

    private static AnswerSheet sheet(int... answers) {
        AnswerSheet sheet = new AnswerSheet(2);
        for (int answer : answers) {
            sheet.take(new Evidence(answer, Verdict.PASS, "", "", "", "", "", List.of(), List.of()));
        }
        return sheet;
    }
}
