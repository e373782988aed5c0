package faultline.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import faultline.host.Exit;
import faultline.repl.text.Choice;
import faultline.repl.work.Conversation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The scenarios of the exercise under way are explored, played and replayed over what the student has of it.
@DisplayNameGeneration(ReplaceUnderscores.class)
class OwnScenariosTest {
    private static final Pattern REPLAY = Pattern.compile("replay (\\S+-\\S+-x\\S*)");

    @TempDir private static Path folder;
    private static Desk desk;
    private static Path crowd;
    private static String starter;

    @BeforeAll
    static void begin() throws IOException {
        desk = Desk.ofStudent(folder.resolve("course.json"));
        desk.run("start overflow --in " + folder);
        crowd = folder.resolve("overflow/src/main/java/overflow/Crowd.java");
        starter = Files.readString(crowd);
    }

    @BeforeEach
    void asItWas() throws IOException {
        Files.writeString(crowd, starter);
        desk.run("start overflow");
        desk.printed();
    }

    @AfterAll
    static void close() {
        desk.close();
    }

    @Test
    void a_run_that_breaks_is_found_and_walked_through_but_not_over_other_code() throws IOException {
        assertEquals(Exit.FAILED, desk.run("explore page"));
        String token = token();

        assertEquals(Exit.GOOD, desk.run("step " + token));
        assertEquals(Exit.GOOD, desk.run("why"));
        assertTrue(desk.printed().contains("step 1, one: vma.count 1 → 2  (B)"));

        Files.writeString(crowd, starter.replace("if (found <= MOST) {", "if (found < MOST) {"));

        assertEquals(Exit.USAGE, desk.run("replay " + token));
        assertTrue(desk.printed().contains("of your code, and this is build"));
    }

    @Test
    void what_does_not_compile_is_told_with_its_line() throws IOException {
        Files.writeString(crowd, starter.replace("return true;", "return true"));

        assertEquals(Exit.PLUGIN, desk.run("explore page"));
        assertTrue(desk.printed().contains("overflow/Crowd.java:35: ';' expected"));
    }

    @Test
    void a_run_is_played_by_hand() {
        typed("one\ntwo\nhas 3\n");

        Exit exit = desk.run("play page");

        String told = desk.printed();
        assertEquals(Exit.FAILED, exit, told);
        assertTrue(told.contains("you broke it: nobody goes on"), told);
    }

    @Test
    void what_the_student_writes_is_what_runs_and_its_letters_can_be_left_out() throws IOException {
        Files.writeString(crowd, starter.replace("task.pause();", "return false;"));

        assertEquals(Exit.GOOD, desk.run("explore page --drop B"));
        assertTrue(desk.printed().contains("page without B: no failure in all"));
        assertEquals(Exit.USAGE, desk.run("explore page --drop A"));
        assertTrue(desk.printed().startsWith("no letter is named 'A'"));
    }

    @Test
    void scenarios_of_an_exercise_that_is_not_under_way_are_named_with_it() {
        assertEquals(Exit.USAGE, desk.run("play stalled"));
        assertTrue(desk.printed().contains("is of the exercise int-or-long, which is not under way"));
        assertEquals(Exit.USAGE, desk.run("explore three refcount"));
        assertEquals(Exit.USAGE, desk.run("play three refcount"));
        assertTrue(desk.printed().contains("so 'refcount' is too much"));
    }

    @Test
    void their_names_are_offered() {
        List<String> offered = desk.part(CommandTree.class).complete(Words.of("play "), "").stream()
                .map(Choice::value).toList();

        assertEquals(List.of("three", "page"), offered.subList(0, 2));
        assertTrue(desk.part(CommandTree.class).complete(Words.of("explore "), "thr").stream()
                .map(Choice::value).toList().equals(List.of("three")));
    }

    @Test
    void nobody_plays_what_is_to_be_predicted() {
        desk.run("start read-the-number");

        assertEquals(Exit.USAGE, desk.run("play at-1"));
        assertTrue(desk.printed().contains("predict first"));
    }

    private void typed(String lines) {
        desk.part(Conversation.class).from(new BufferedReader(new StringReader(lines)), false);
    }

    private String token() {
        Matcher matcher = REPLAY.matcher(desk.printed());
        assertTrue(matcher.find());
        return matcher.group(1);
    }
}
