package faultline.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import faultline.course.Course;
import faultline.course.Exercise;
import faultline.course.student.Studies;
import faultline.host.Exit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The course at the prompt, as a student walks through it.
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class CourseWalkTest {
    private static final Pattern NEXT = Pattern.compile("[Nn]ext: (.+)\\n?$");

    @TempDir private static Path house;
    private static Desk desk;   // one prompt, which stays warm
    @TempDir private Path folder;

    @BeforeAll
    static void open() {
        desk = Desk.ofStudent(house.resolve("course.json"));
    }

    /// As whoever comes for the first time.
    @BeforeEach
    void forget() throws IOException {
        Files.deleteIfExists(house.resolve("course.json"));
        desk.printed();
    }

    @AfterAll
    static void close() {
        desk.close();
    }

    @Test
    void whoever_types_what_is_next_passes_the_first_exercise_after_one_edit() throws IOException {
        List<String> typed = new ArrayList<>();
        boolean edited = false;
        String next = "help";   // what the prompt begins with
        String told = "";
        while (!told.startsWith("PASS") && typed.size() < 8) {
            typed.add(next);
            desk.run(next.startsWith("start ") ? next + " --in " + folder : next);
            told = desk.printed();
            if (next.equals("hint") && !edited) {
                solve("first-plugin");
                edited = true;
            }
            next = next(told);
        }

        assertTrue(told.startsWith("PASS"), told);
        assertEquals(List.of("help", "exercises", "start first-plugin", "lesson", "check", "hint", "check"), typed);
        assertEquals("explain", next);
        assertEquals(Exit.GOOD, desk.run("explain"));
        desk.printed();
        assertEquals(Exit.GOOD, desk.run("exercises"));
        assertTrue(desk.printed().contains("next: start message-passing"));
        assertEquals(Exit.GOOD, desk.run("explore first fault-at-munmap"));
    }

    /// Where the course lies in a jar, which whoever is interrupted while he reads in it closes for all.
    @Test
    void the_course_is_there_for_whoever_was_interrupted_and_afterwards() {
        desk.run("exercises");   // opens it
        Thread.currentThread().interrupt();
        try {
            assertEquals("first-plugin", Course.builtIn().exercises().getFirst().id());
        } finally {
            assertTrue(Thread.interrupted(), "the interrupt is still to be seen");
        }
        desk.printed();
        closeItAsAnInterruptDoes();

        assertEquals(Exit.GOOD, desk.run("exercises"));
        assertTrue(desk.printed().contains("next: start first-plugin"));
    }

    private static void closeItAsAnInterruptDoes() {
        Path file = Course.builtIn().root().resolve("course.toml");
        Thread.currentThread().interrupt();
        try {
            assertFalse(Files.readString(file).isEmpty());   // in a folder; a jar is closed
        } catch (IOException closed) {
            assertInstanceOf(ClosedByInterruptException.class, closed);
        } finally {
            Thread.interrupted();
        }
    }

    @Test
    void every_screen_ends_with_what_is_next() {
        for (String command : List.of("exercises", "next", "explain", "start first-plugin --in " + folder, "lesson",
                "check", "hint", "hint 3", "hint 4", "predict", "answer", "solution", "solution --give-up", "explain",
                "reset", "reset --yes", "progress", "progress export " + folder.resolve("mine.json"),
                "progress import " + folder.resolve("mine.json"), "start nothing", "course use --built-in",
                "start store-buffering", "predict", "predict outcomes", "predict outcomes 7", "predict outcomes \"0, 1\"",
                "answer run", "answer run x31", "check", "predict outcomes-again \"0, 1\"", "check")) {
            desk.run(command);
            String told = desk.printed();

            assertFalse(next(told).isEmpty(), command + ":\n" + told);
        }
    }

    @Test
    void while_a_prediction_is_open_what_would_show_its_result_is_refused() {
        desk.run("start store-buffering --in " + folder);
        desk.printed();

        assertEquals(Exit.USAGE, desk.run("check"));
        assertTrue(desk.printed().startsWith("predict first"));
        assertEquals(Exit.USAGE, desk.run("explore two-doors"));
        assertTrue(desk.printed().startsWith("predict first"));
        assertEquals(Exit.USAGE, desk.run("watch"));
        desk.printed();
        assertEquals(Exit.GOOD, desk.run("predict outcomes --skip"));
        desk.printed();
        assertEquals(Exit.FAILED, desk.run("check"));
        assertEquals(List.of("skipped"), desk.part(Studies.class).entry(exercise("store-buffering")).guesses()
                .get("outcomes"));
    }

    @Test
    void a_wrong_prediction_stands_beside_the_result_and_a_follow_up_finishes_it() throws IOException {
        desk.run("start store-buffering --in " + folder);
        solve("store-buffering");
        desk.run("predict outcomes \"0, 1\" \"1, 0\"");
        desk.printed();

        assertEquals(Exit.FAILED, desk.run("check"));
        String told = desk.printed();
        assertTrue(told.startsWith("Your code holds. What is left is not about it:\n\nFAIL    what left and"), told);
        assertTrue(told.contains("you said: 0, 1 | 1, 0"), told);
        assertTrue(told.contains("it is: 0, 0 | 0, 1 | 1, 0 | 1, 1"), told);
        assertTrue(told.contains("0, 0: each store waits"), told);
        assertEquals("predict outcomes-again", next(told));
        desk.run("predict outcomes-again \"0, 1\"");
        desk.run("check");
        desk.printed();
        desk.run("hint");
        assertEquals("predict outcomes-again", next(desk.printed()));
        desk.run("predict outcomes-again \"0, 0\" \"0, 1\" \"1, 0\" \"1, 1\"");
        desk.printed();
        desk.run("check --json");
        assertTrue(desk.printed().startsWith("{\"schema\":\"faultline/check/1\",\"rows\":[{\"id\":\"outcomes\",\"says\":"
                + "\"what they can see if left has a full barrier between its two lines, and right has none\","
                + "\"verdict\":\"pass\""));
    }

    @Test
    void an_outcome_may_be_typed_without_its_blanks_and_without_quotes() {
        desk.run("start store-buffering --in " + folder);
        for (String typed : List.of("\"0, 1\" \"1, 0\"", "0,1 1,0", "0, 1 1, 0", "0,1 1, 0")) {
            desk.printed();
            assertEquals(Exit.GOOD, desk.run("predict outcomes " + typed), typed);
            assertTrue(desk.printed().startsWith("outcomes: you say 0, 1 | 1, 0\n"), typed);
        }
        assertEquals(Exit.USAGE, desk.run("predict outcomes 0,1 0,2"));
        assertTrue(desk.printed().startsWith("outcomes: '0,2' is none of what can be said"));
    }

    @Test
    void a_slip_in_the_source_is_told_with_its_line_and_costs_no_attempt() throws IOException {
        desk.run("start first-plugin --in " + folder);
        Path source = source("first-plugin");
        Files.writeString(source, Files.readString(source).replace("return false;   // 4", "return false   // 4"));
        desk.printed();

        assertEquals(Exit.PLUGIN, desk.run("check"));
        String told = desk.printed();
        assertTrue(Pattern.compile("firstlock/FirstLock.java:\\d+: ';' expected\n +return false.*\n +\\^").matcher(told)
                .find(), told);
        assertEquals(0, desk.part(Studies.class).entry(exercise("first-plugin")).attempts());
    }

    @Test
    void what_a_grader_would_refuse_is_refused_at_the_desk_also_where_the_frame_judges() throws IOException {
        desk.run("start message-passing --in " + folder);
        Path source = source("message-passing");
        String text = Files.readString(source);
        Files.writeString(source, text.substring(0, text.lastIndexOf('}')) + """
                    static final long BEGAN = System.nanoTime();
                }
                """);
        desk.printed();

        assertEquals(Exit.PLUGIN, desk.run("check"));
        String told = desk.printed();
        assertTrue(told.startsWith("message-passing: was refused: it uses what a submission may not\n"), told);
        assertTrue(told.contains("Message.java:") && told.contains("java.lang.System.nanoTime"), told);
        assertEquals(0, desk.part(Studies.class).entry(exercise("message-passing")).attempts());
    }

    @Test
    void start_never_touches_what_lies_there_and_reset_keeps_it() throws IOException {
        desk.run("start first-plugin --in " + folder);
        Files.writeString(source("first-plugin"), "mine");
        assertEquals(Exit.GOOD, desk.run("start 0.1"));   // by its number in the list
        assertEquals("mine", Files.readString(source("first-plugin")));

        assertEquals(Exit.USAGE, desk.run("reset"));
        assertEquals("mine", Files.readString(source("first-plugin")));
        assertEquals(Exit.GOOD, desk.run("reset --yes"));
        assertTrue(Files.readString(source("first-plugin")).startsWith("package firstlock;"));
        assertEquals("mine", Files.readString(folder.resolve(
                "first-plugin.before-reset-1/src/main/java/firstlock/FirstLock.java")));
    }

    @Test
    void watch_sees_what_an_editor_saves_by_rename_and_ends_with_the_pass() throws Exception {
        desk.run("start first-plugin --in " + folder);
        desk.run("check");   // so that the prompt is warm
        desk.printed();
        CompletableFuture<Exit> watching = CompletableFuture.supplyAsync(() -> desk.run("watch"));
        await("watching ");
        Path saved = folder.resolve("FirstLock.java.swp");
        Files.writeString(saved, exercise("first-plugin").solution().sources().get("firstlock/FirstLock.java"));
        long start = System.nanoTime();
        Files.move(saved, source("first-plugin"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);

        assertEquals(Exit.GOOD, watching.get(60, TimeUnit.SECONDS));
        System.out.println("save to verdict: " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) + " ms");
        assertTrue(desk.printed().contains("PASS    Your first plugin"));
    }

    @Test
    void a_course_of_ones_own_is_made_proved_and_used() {
        Path own = folder.resolve("mine");

        assertEquals(Exit.GOOD, desk.run("course new " + own));
        assertEquals(Exit.GOOD, desk.run("course check " + own));
        assertTrue(desk.printed().contains("PASS    1 exercise does what it says"));
        assertEquals(Exit.GOOD, desk.run("course use " + own));
        desk.printed();
        desk.run("exercises");
        assertTrue(desk.printed().startsWith("A course of our own"));
        desk.run("start first-plugin --in " + folder.resolve("work"));
        assertTrue(Files.isDirectory(folder.resolve("work/mine/first-plugin")));
        assertEquals(Exit.USAGE, desk.run("course new " + own));
    }

    @Test
    void a_course_that_rots_is_told_so() throws IOException {
        Path own = folder.resolve("mine");
        desk.run("course new " + own);
        Path manifest = own.resolve("01-first-steps/01-first-plugin/exercise.toml");
        Files.writeString(manifest, Files.readString(manifest).replace("hint = \"keeps\"", "hint = \"reader\""));
        desk.printed();

        assertEquals(Exit.FAILED, desk.run("course check " + own));
        assertTrue(desk.printed().contains("first-plugin, wrong/keeps-mmap-lock earns the hint 'keeps' and should earn"
                + " 'reader'"));

        Path exercise = manifest.getParent();
        Files.copy(exercise.resolve("solution/FirstLock.java"),
                exercise.resolve("wrong/keeps-mmap-lock/FirstLock.java"), StandardCopyOption.REPLACE_EXISTING);
        assertEquals(Exit.FAILED, desk.run("course check " + own));
        assertEquals("FAIL    first-plugin, wrong/keeps-mmap-lock passes, and should break 'promises'",
                desk.printed().lines().filter(line -> line.startsWith("FAIL")).findFirst().orElse(""));
    }

    private static String next(String told) {
        Matcher matcher = NEXT.matcher(told);
        return matcher.find() ? matcher.group(1) : "";
    }

    private Exercise exercise(String id) {
        return desk.part(Studies.class).course().find(id).orElseThrow();
    }

    private Path source(String id) {
        return folder.resolve(id).resolve("src/main/java")
                .resolve(exercise(id).starter().sources().keySet().iterator().next());
    }

    /// The one edit: the solution's file in place of the starter's.
    private void solve(String id) throws IOException {
        String name = exercise(id).starter().sources().keySet().iterator().next();
        Files.writeString(source(id), exercise(id).solution().sources().get(name));
    }

    private void await(String text) throws InterruptedException {
        StringBuilder all = new StringBuilder();
        while (!all.toString().contains(text)) {
            all.append(desk.printed());
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }
}
