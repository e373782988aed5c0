package faultline.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import faultline.host.Exit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Litmus tests at the desk.
@DisplayNameGeneration(ReplaceUnderscores.class)
class LitmusCommandTest {
    private static final String COHERENT = """
            C CoWW
            {}
            P0(int *x) { WRITE_ONCE(*x, 1); WRITE_ONCE(*x, 2); }
            exists (x=1)
            """;
    private static final String ENDLESS = """
            C endless
            {}
            P0(int *x) { while (1) ; }
            exists (x=1)
            """;

    private final Desk desk = new Desk();

    @TempDir private Path folder;

    @BeforeEach void two_tests() throws IOException {
        Files.createDirectory(folder.resolve("deep"));
        Files.writeString(folder.resolve("deep/endless.litmus"), ENDLESS);
        Files.writeString(folder.resolve("first.litmus"), COHERENT);
        Files.writeString(folder.resolve("notes.txt"), "no test");
    }

    @Test void one_test_is_told_as_herd7_tells_it() {
        assertEquals(Exit.GOOD, desk.run("litmus " + folder.resolve("first.litmus")));

        String printed = desk.printed();
        assertTrue(printed.startsWith("Test CoWW Allowed\nStates 1\nx=2;\nNo\n"), printed);
        assertTrue(printed.contains("\nObservation CoWW Never 0 1\n"), printed);
    }

    @Test void a_folder_is_a_row_a_test_and_what_is_unsupported_leaves_the_answer_open() {
        assertEquals(Exit.INCONCLUSIVE, desk.run("litmus " + folder + " --json"));

        assertEquals("{\"schema\":\"faultline/litmus/1\",\"rows\":[{\"test\":\"deep/endless.litmus\",\"verdict\":null,"
                + "\"states\":0,\"executions\":0,\"seconds\":S,"
                + "\"unsupported\":\"line 3: 'while' is not supported\",\"flags\":[]},{\"test\":\"first.litmus\","
                + "\"verdict\":\"Never\",\"states\":1,\"executions\":1,\"seconds\":S,\"unsupported\":null,"
                + "\"flags\":[]}]}\n", desk.printed().replaceAll("\"seconds\":[0-9.E-]+", "\"seconds\":S"));
    }

    @Test void a_folder_ends_with_a_count() {
        desk.run("litmus " + folder);

        String printed = desk.printed();
        assertTrue(printed.endsWith("2 tests, 1 Never, 0 Sometimes, 0 Always, 1 unsupported\n"), printed);
    }

    @Test void what_is_not_there_is_a_slip() {
        assertEquals(Exit.USAGE, desk.run("litmus " + folder.resolve("none.litmus")));

        assertEquals("litmus: there is no '" + folder.resolve("none.litmus") + "'\n  next: help litmus\n", desk.printed());
    }

    @Test void an_interrupt_stops_it() {
        Thread.currentThread().interrupt();

        assertEquals(Exit.INTERRUPTED, desk.run("litmus " + folder));

        assertTrue(Thread.interrupted());
        assertTrue(desk.printed().contains("litmus: stopped in test 0 of 2"));
    }
}
