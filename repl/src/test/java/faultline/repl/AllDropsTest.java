package faultline.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import faultline.host.Exit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Which letters are needed, of a strategy that holds and of one that does not.
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class AllDropsTest {
    @TempDir private Path folder;

    @Test
    void what_fails_with_all_letters_in_place_says_nothing_of_a_letter() throws IOException {
        try (Desk desk = new Desk()) {
            assertEquals(Exit.GOOD, desk.run("plugin new busted --from refcount --in " + folder), desk.printed());
            Path lock = folder.resolve("busted/src/main/java/busted/BustedLock.java");
            Files.writeString(lock, Files.readString(lock).replace("fetchAddRelease(\"D\", -1)",
                    "fetchAddRelaxed(-1)"));
            desk.run("plugin load " + folder.resolve("busted"));
            desk.printed();

            assertEquals(Exit.INCONCLUSIVE, desk.run("explore busted read-at-split --all-drops --time 1"));

            String said = desk.printed();
            assertTrue(said.contains("fails with all letters in place\n       read-at-split: data race"), said);
            assertFalse(said.contains("    needed"), said);
        }
    }

    @Test
    void a_letter_whose_loss_a_scenario_shows_is_needed() {
        try (Desk desk = new Desk()) {
            desk.run("explore refcount look-at-remap --all-drops --time 1");

            String said = desk.printed();
            assertTrue(said.contains("  B    needed"), said);
            assertFalse(said.contains("in place"), said);
        }
    }
}
