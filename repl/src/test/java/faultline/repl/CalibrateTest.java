package faultline.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import faultline.host.Exit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `calibrate`, and `--profile host` before and after it.
@DisplayNameGeneration(ReplaceUnderscores.class)
class CalibrateTest {
    @TempDir
    private Path folder;

    private Path file;
    private Desk desk;

    @BeforeEach
    void open() {
        file = folder.resolve("config/host.toml");
        desk = Desk.withHost(file);
    }

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void the_host_is_measured_kept_and_simulated() throws IOException {
        assertEquals(Exit.GOOD, desk.run("calibrate --quick"));
        String text = desk.printed();
        assertEquals(Exit.GOOD, desk.run("simulate vma-read store-free --profile host --cpus 1"));
        String simulated = desk.printed();

        assertTrue(text.contains("\nwritten to " + file + "\n"), text);
        assertTrue(text.lines().anyMatch(line -> line.matches("atomic .* ns .* measured")), text);
        assertTrue(text.lines().anyMatch(line -> line.matches("hit .* ns .* solved")), text);
        assertTrue(text.contains("\ninterrupt: no process can measure it: that of laptop-8\n"), text);
        assertTrue(Files.readString(file).contains("\natomic = "), text);
        assertTrue(simulated.startsWith("vma-read on this host: "), simulated);
    }

    @Test
    void a_host_that_was_not_calibrated_says_what_to_type() {
        assertEquals(Exit.USAGE, desk.run("simulate vma-read --profile host"));

        assertEquals("this host was not calibrated yet\n  at " + file + "\n  next: calibrate\n",
                desk.printed());
    }

    @Test
    void a_profile_that_was_spoiled_says_what_is_missing() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "[machine]\nsummary = mine\n");

        assertEquals(Exit.USAGE, desk.run("simulate vma-read --profile host"));

        String said = desk.printed();
        assertTrue(said.contains("profile host does not say [machine] clock"), said);
        assertTrue(said.endsWith("  next: calibrate\n"), said);
    }
}
