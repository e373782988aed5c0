package faultline.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import faultline.host.Exit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/// `plugin diff`, from the words that are typed to the answer.
@DisplayNameGeneration(ReplaceUnderscores.class)
class PluginDiffTest {
    private static final Desk DESK = new Desk();

    @AfterAll static void close() {
        DESK.close();
    }

    @Test void two_strategies_stand_side_by_side() {
        assertEquals(Exit.GOOD, DESK.run("plugin diff rwsem store-free"));
        String text = DESK.printed();
        List<String> lines = text.lines().map(line -> line.replaceAll(" {2,}", "|")).toList();

        assertTrue(lines.contains("a reader may sleep|yes|no|≠"), text);
        assertTrue(lines.contains("a read keeps writers out|yes|yes"), text);
        assertTrue(lines.stream().anyMatch(line -> line.startsWith("a read writes|vma.vm_lock.count")
                && line.contains("|nothing shared|≠")), text);
        assertTrue(lines.stream().anyMatch(line -> line.matches("\\|?and writes\\|\\d+\\|0\\|≠")), text);
        assertTrue(lines.stream().anyMatch(line -> line.startsWith("mmap1, 8 CPUs|")), text);
        assertTrue(lines.getLast().matches("\\d+ lines are not the same: --source shows them"), text);
    }

    @Test void the_lines_of_source_that_differ_are_shown() {
        assertEquals(Exit.GOOD, DESK.run("plugin diff rwsem store-free --source"));
        String text = DESK.printed();

        assertTrue(text.contains("\n--- RwsemLock.java\n+++ StoreFreeLock.java\n"), text);
        assertTrue(text.contains("\n-public class RwsemLock implements AddressSpaceLock {\n"), text);
        assertTrue(text.contains("\n+final class StoreFreeLock implements AddressSpaceLock {\n"), text);
    }
}
