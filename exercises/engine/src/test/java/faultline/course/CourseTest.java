package faultline.course;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;
import faultline.course.judge.Judge;
import faultline.course.judge.Proof;
import faultline.course.judge.Reading;
import faultline.host.Trouble;
import faultline.host.worker.Worker;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/// Every exercise does what it says. `-Dexercise=ID` proves one alone.
@DisplayNameGeneration(ReplaceUnderscores.class)
class CourseTest {
    private static final int AT_ONCE = 1;

    private static Course course() {
        try {
            return Course.builtIn();
        } catch (Trouble malformed) {
            return fail(malformed.text());
        }
    }

    @Test
    void starters_and_wrong_answers_fail_for_their_reason_and_solutions_pass() {
        String only = System.getProperty("exercise", "");
        Proof proof = new Proof(() -> new Judge(Worker::start), AT_ONCE);

        assertEquals(List.of(), proof.complaints(course(), exercise -> only.isEmpty() || only.equals(exercise.id()),
                doing -> { }));
        assertTrue(course().exercises().size() >= 3, "the course has gone missing");
    }

    @Test
    void texts_fit_hints_are_there_and_everything_comes_in_its_order() {
        assertEquals(List.of(), Reading.complaints(course()));
    }
}
