package faultline.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import faultline.course.Course;
import faultline.course.Exercise;
import faultline.host.Exit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `grade` as a teacher types it: a course of his own, a hidden check, an assignment that is due.
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(300)
class GradeCommandTest {
    private static final String HIDDEN = "nobody reads";

    @TempDir private Path folder;
    private Desk desk;

    @BeforeEach
    void aCourseAndAPaper() throws IOException {
        desk = Desk.ofStudent(folder.resolve("course.json"));
        desk.run("course new " + folder.resolve("mine"));
        Path exercise = folder.resolve("mine/01-first-steps/01-first-plugin");
        Files.move(exercise, exercise.resolveSibling("01-our-plugin"));
        Path manifest = exercise.resolveSibling("01-our-plugin").resolve("exercise.toml");
        Files.writeString(manifest, Files.readString(manifest).replace("\"first-plugin\"", "\"our-plugin\"")
                .replace("id = \"munmap\"\nsays = \"", "id = \"munmap\"\nhidden = true\nsays = \"" + HIDDEN + ": "));
        Files.writeString(folder.resolve("week.toml"), """
                format = 1
                due = "2026-12-01T23:59:00Z"
                late-penalty = 0.2
                [[exercise]]
                id = "our-plugin"
                points = 10
                [received]
                ada = "2026-12-02T08:00:00Z"
                """);
        Exercise first = Course.builtIn().find("first-plugin").orElseThrow();
        Path paper = Files.createDirectories(folder.resolve("handed-in/ada/our-plugin"));
        Files.writeString(paper.resolve("FirstLock.java"),
                first.solution().sources().get("firstlock/FirstLock.java"));
        desk.printed();
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private String grade(String more) {
        Exit exit = desk.run("grade " + folder.resolve("handed-in") + " --course " + folder.resolve("mine")
                + " --assignment " + folder.resolve("week.toml") + " " + more);
        String told = desk.printed();
        assertEquals(Exit.GOOD, exit, told);
        return told;
    }

    @Test
    void a_late_paper_in_a_course_of_ones_own_loses_the_penalty_and_nothing_else() {
        String told = grade("--format json");

        assertTrue(told.startsWith("{\"schema\":\"faultline/grade/1\",\"rows\":[{\"student\":\"ada\","
                + "\"exercise\":\"our-plugin\",\"grading\":\"graded\",\"score\":8.0,\"out_of\":10.0,\"late\":true,"),
                told);
        assertTrue(told.contains("{\"id\":\"munmap\",\"says\":\"" + HIDDEN), told);
    }

    @Test
    void students_are_told_the_points_of_a_hidden_property_and_not_which_it_is() {
        String told = grade("--format json --for-students");

        assertFalse(told.contains("\"munmap\"") || told.contains(HIDDEN), told);
        assertTrue(told.contains("{\"id\":\"hidden-1\",\"says\":\"a property that is told after the due date\","
                + "\"verdict\":\"PASS\",\"earned\":3.333"), told);
        assertTrue(told.contains("\"score\":8.0,"), told);
    }
}
