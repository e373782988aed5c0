package faultline.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import faultline.host.Exit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Commands on standard input.
@DisplayNameGeneration(ReplaceUnderscores.class)
class ScriptTest {
    private static final String UNKNOWN = "no command is named 'frob'\n  next: help\n";
    private static final String OPEN = "a quote ' is not closed\n  close it, or put a backslash before it\n"
            + "  at use 'x\n  next: help\n";

    private final Desk desk = new Desk();

    @Test
    void it_stops_at_the_first_line_that_fails() throws IOException {
        assertEquals(Exit.USAGE, run("# nothing\n\nfrob\nuse 'x\n", false));

        assertEquals(UNKNOWN, desk.printed());
    }

    @Test
    void told_to_keep_going_it_ends_as_the_first_failure_did() throws IOException {
        assertEquals(Exit.USAGE, run("frob\nuse 'x\nquit --json\nfrob\n", true));

        assertEquals(UNKNOWN + OPEN + "{\"schema\":\"faultline/quit/1\",\"rows\":[]}\n", desk.printed());
    }

    @Test
    void nothing_is_a_script_too() throws IOException {
        assertEquals(Exit.GOOD, run("", false));

        assertEquals("", desk.printed());
    }

    @Test
    void a_file_is_sourced_as_if_it_was_typed(@TempDir Path folder) throws IOException {
        Path inner = Files.writeString(folder.resolve("inner.txt"), "frob\nquit --json\n");
        Path outer = Files.writeString(folder.resolve("outer.txt"), "# twice\nsource --keep-going " + inner
                + "\nuse 'x\n");

        assertEquals(Exit.USAGE, desk.run("source " + outer));
        assertEquals(UNKNOWN + "{\"schema\":\"faultline/quit/1\",\"rows\":[]}\n", desk.printed());
    }

    @Test
    void a_file_that_sources_itself_ends(@TempDir Path folder) throws IOException {
        Path endless = folder.resolve("endless.txt");
        Files.writeString(endless, "source " + endless + "\n");

        assertEquals(Exit.USAGE, desk.run("source " + endless));
        assertEquals("source: " + endless + " is read by itself, or more than 8 files deep\n  next: help source\n",
                desk.printed());
    }

    private Exit run(String lines, boolean keepGoing) throws IOException {
        return desk.part(Script.class).run(new BufferedReader(new StringReader(lines)), keepGoing);
    }
}
