package faultline.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import faultline.course.Course;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `run_autograder` in a folder laid out as Gradescope's.
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(300)
class GradescopeTest {
    private static final Path SCRIPT = Path.of("..", "exercises", "gradescope", "run_autograder");

    @TempDir private Path autograder;

    @BeforeEach
    void lay_it_out() throws IOException {
        Files.createDirectories(autograder.resolve("submission"));
        Files.createDirectories(autograder.resolve("source"));
        Files.writeString(autograder.resolve("source/assignment.toml"), """
                format = 1
                title = "First week"

                [[exercise]]
                id = "first-plugin"
                points = 30
                """);
        Path faultline = autograder.resolve("source/start");
        Files.writeString(faultline, "#!/bin/sh\nexec " + Launch.command().stream().map(word -> "'" + word + "'")
                .collect(Collectors.joining(" ")) + " \"$@\"\n");
        assertTrue(faultline.toFile().setExecutable(true));
    }

    @Test
    void the_right_answer_gets_all_points_and_a_place_on_the_board() throws Exception {
        submit(solution());

        assertEquals(0, run());

        String results = Files.readString(autograder.resolve("results/results.json"));
        assertTrue(results.contains("\"score\" : 30.0,"), results);
        assertTrue(results.contains("\"name\" : \"first-plugin: munmap\",\n    \"score\" : 10.0,"), results);
        assertTrue(results.contains("\"leaderboard\" : [ {"), results);
        assertFalse(results.contains(autograder.toString()), results);
    }

    @Test
    void what_a_submission_may_not_do_gets_none_and_its_reason() throws Exception {
        submit(solution().replace("return false;", "System.exit(0); return false;"));

        assertEquals(0, run());

        String results = Files.readString(autograder.resolve("results/results.json"));
        assertTrue(results.contains("\"score\" : 0.0,"), results);
        assertTrue(results.contains("refused: FirstLock.java:31: java.lang.System.exit"), results);
    }

    @Test
    void who_submitted_nothing_gets_a_result_that_says_so() throws Exception {
        assertEquals(0, run());

        String results = Files.readString(autograder.resolve("results/results.json"));
        assertTrue(results.contains("\"score\" : 0.0,"), results);
        assertTrue(results.contains("nothing was handed in"), results);
    }

    @Test
    void an_autograder_without_its_assignment_fails_and_leaves_no_result() throws Exception {
        Files.delete(autograder.resolve("source/assignment.toml"));
        submit(solution());

        assertEquals(2, run());

        assertFalse(Files.exists(autograder.resolve("results/results.json")));
        assertTrue(Files.readString(autograder.resolve("results/messages")).startsWith("the assignment cannot be read"));
    }

    private static String solution() {
        return Course.builtIn().find("first-plugin").orElseThrow().solution().sources().get("firstlock/FirstLock.java");
    }

    private void submit(String text) throws IOException {
        Files.writeString(autograder.resolve("submission/FirstLock.java"), text);
    }

    private int run() throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(List.of("/bin/sh", SCRIPT.toString())).redirectErrorStream(true);
        builder.environment().put("AUTOGRADER", autograder.toString());
        builder.environment().put("FAULTLINE", autograder.resolve("source/start").toString());
        Process process = builder.start();
        process.getInputStream().readAllBytes();
        return process.waitFor();
    }
}
