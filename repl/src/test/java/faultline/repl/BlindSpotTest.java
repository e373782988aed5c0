package faultline.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
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

/// What a world cannot see, or does not see the end of, never passes.
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class BlindSpotTest {
    @TempDir private Path folder;

    @Test
    void a_collection_in_a_strategy_is_named_with_its_line_and_the_check_is_open() throws IOException {
        try (Desk desk = new Desk()) {
            assertEquals(Exit.INCONCLUSIVE, desk.run("plugin check " + plugin("new java.util.ArrayList<Long>();")
                    + " --quick"));

            String said = desk.printed();
            assertTrue(said.contains("exploration  UNKNOWN  not explored: it does what no world can see"), said);
            assertTrue(said.replaceAll("\\s+", " ").contains("Blind.java:11: java.util.ArrayList: what changes stands in cells, not in "
                    + "collections"), said);
            assertTrue(said.contains("UNKNOWN  blind: nothing failed, but exploration is open"), said);
        }
    }

    @Test
    void a_check_that_does_not_end_is_open_and_names_the_line_where_it_stood() throws IOException {
        try (Desk desk = new Desk()) {
            Exit exit = desk.run("plugin check " + plugin("while (address >= 0) { }") + " --time-limit 2");

            String said = desk.printed();
            assertEquals(Exit.INCONCLUSIVE, exit, said);
            assertTrue(said.contains("Blind.java:11"), said);
        }
    }

    @Test
    void what_no_world_can_see_is_not_explored() throws IOException {
        try (Desk desk = new Desk()) {
            desk.run("plugin load " + plugin("new java.util.ArrayList<Long>();"));

            assertEquals(Exit.INCONCLUSIVE, desk.run("explore blind look-at-remap"));
            String said = desk.printed();
            assertTrue(said.contains("blind: not explored: it does what no world can see"), said);
            assertTrue(said.contains("Blind.java:11"), said);
        }
    }

    private Path plugin(String step) throws IOException {
        return Files.writeString(folder.resolve("Blind.java"), """
                package blind;
                import faultline.kernel.lock.*;
                import faultline.kernel.memory.Task;
                import faultline.kernel.mm.Kernel;
                import faultline.kernel.mm.MmStruct;
                import faultline.kernel.mm.Vma;
                public final class Blind implements LockStrategy, AddressSpaceLock, VmaLock {
                    @Override public String name() { return "blind"; }
                    @Override public String summary() { return "sends every reader to mmap_lock"; }
                    @Override public boolean startRead(Task task, long address, Look look) {
                        %s
                        return false;
                    }
                    @Override public boolean startWrite(Task task, Vma vma, boolean killable) { return true; }
                    @Override public void endRead(Task task, Look look) { }
                    @Override public void endWriteAll(Task task) { }
                    @Override public Reuse reuse() { return Reuse.AT_ONCE; }
                    @Override public boolean readerExcludes() { return true; }
                    @Override public boolean readerMaySleep() { return true; }
                    @Override public int bytesPerVma() { return 0; }
                    @Override public AddressSpaceLock forAddressSpace(Kernel kernel, MmStruct mm) { return this; }
                    @Override public VmaLock forVma(Kernel kernel, Vma vma) { return this; }
                    @Override public void initMm(Task task) { }
                    @Override public void init(Task task, Vma vma, Vma copiedFrom) { }
                    @Override public void markAttached(Task task, Vma vma) { }
                    @Override public void markDetached(Task task, Vma vma) { }
                }
                """.formatted(step));
    }
}
