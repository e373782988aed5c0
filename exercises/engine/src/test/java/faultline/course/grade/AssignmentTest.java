package faultline.course.grade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import faultline.course.Course;
import faultline.course.Exercise;
import faultline.host.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a teacher may say about an assignment.
@DisplayNameGeneration(ReplaceUnderscores.class)
class AssignmentTest {
    private final Course course = Course.builtIn();
    @TempDir private Path folder;

    @Test
    void who_came_after_the_due_date_is_late_and_nobody_else() throws IOException {
        Assignment assignment = read("due = \"2026-12-01T23:59:00Z\"", "[received]\nada = \"2026-12-02T00:00:00Z\"\n"
                + "bob = \"2026-12-01T00:00:00Z\"");

        assertTrue(assignment.isLate("ada"));
        assertFalse(assignment.isLate("bob"));
        assertFalse(assignment.isLate("cleo"));
    }

    @Test
    void points_scale_what_the_exercise_says() throws IOException {
        Assignment assignment = read("", "");
        Exercise exercise = assignment.exercises(course).getFirst();

        assertEquals(10.0, assignment.scale(exercise, 3));
    }

    @Test
    void what_cannot_be_meant_is_said_before_anything_is_graded() {
        assertEquals("'tomorrow' is no moment",
                assertThrows(Trouble.class, () -> read("due = \"tomorrow\"", "")).what());
        assertEquals("no exercise is named 'none'",
                assertThrows(Trouble.class, () -> read("", "[[exercise]]\nid = \"none\"")).what());
        assertEquals("late-penalty is 20.0, and it is a part of what was earned",
                assertThrows(Trouble.class, () -> read("late-penalty = 20", "")).what());
        assertEquals("'convoy' is worth -1.0 points", assertThrows(Trouble.class,
                () -> read("", "[[exercise]]\nid = \"convoy\"\npoints = -1")).what());
    }

    private Assignment read(String first, String last) throws IOException {
        Path file = Files.writeString(folder.resolve("week.toml"), "format = 1\n" + first
                + "\n[[exercise]]\nid = \"first-plugin\"\npoints = 30\n" + last + "\n");
        return Assignment.read(file, course);
    }
}
