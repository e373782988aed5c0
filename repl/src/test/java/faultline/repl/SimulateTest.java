package faultline.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import faultline.host.Exit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `simulate`, from the words that are typed to the answer.
@DisplayNameGeneration(ReplaceUnderscores.class)
class SimulateTest {
    private final Desk desk = new Desk();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void a_table_a_plot_and_a_bill() {
        String text = run("simulate vma-read refcount store-free --profile laptop-8 --cpus 1..4 --explain --plot");

        List<String> lines = text.lines().toList();
        assertEquals("vma-read on a laptop: Core i7-1165G7, Tiger Lake, 8 CPUs; layout shared;", lines.getFirst());
        assertTrue(lines.contains("cpus  refcount  store-free"), text);
        assertTrue(lines.contains("            1     2     4"), text);
        assertTrue(lines.contains("a refcount b store-free"), text);
        assertTrue(text.contains("lost by refcount on 4 CPUs\n  line "), text);
        assertTrue(lines.stream().anyMatch(line -> line.matches("  vma\\.vm_refcnt  100\\.0 % .* #{20,}")), text);
        assertTrue(text.endsWith("lost by store-free on 4 CPUs\n  nothing\n"), text);
        assertTrue(lines.stream().allMatch(line -> line.length() <= 80), text);
    }

    @Test
    void the_shares_of_a_bill_add_up_to_a_hundred_percent() {
        String text = run("simulate page_fault1 rwsem --profile laptop-8 --cpus 8 --explain");

        List<String> percents = text.lines().filter(line -> line.matches("  .* \\d+\\.\\d %.*"))
                .map(line -> line.replaceFirst(".* (\\d+)\\.(\\d) %.*", "$1$2")).toList();
        assertTrue(percents.size() > 5, text);
        assertEquals(1000, percents.stream().mapToInt(Integer::parseInt).sum(), text);
    }

    @Test
    void rows_for_programs_are_the_same_each_time() {
        String line = "simulate vma-read rwsem --profile laptop-8 --cpus 2 --json";
        String json = run(line);

        assertTrue(json.startsWith("{\"schema\":\"faultline/simulate/1\",\"rows\":[{\"strategy\":\"rwsem\","
                + "\"workload\":\"vma-read\",\"profile\":\"laptop-8\",\"cpus\":2,"), json);
        assertTrue(json.contains("\"lines\":[{\"name\":\"vma.vm_lock.count\",\"share\":"), json);
        assertEquals(json, run(line));
    }

    @Test
    void writers_have_a_table_of_their_own() {
        String text = run("simulate mixed store-free --profile laptop-8 --cpus 2 --writers 1");

        assertTrue(text.contains("beside 1\n  writer, RCU grace periods of 100 us"), text);
        assertTrue(text.contains("\ncpus, writers' operations  store-free\n"), text);
        assertTrue(Pattern.compile("\ncpus, longest write  store-free\n +2 +1\\d\\dus\n").matcher(text).find(), text);
    }

    @Test
    void the_bill_is_drawn_by_who_lost_it() {
        String text = run("simulate mixed store-free --profile laptop-8 --cpus 4 --writers 1 --explain");

        assertTrue(text.contains("\nlost by store-free on 4 CPUs; # by readers, - by writers\n"), text);
        assertTrue(text.lines().anyMatch(line -> line.matches("  grace period .* -+")), text);
        assertTrue(text.lines().anyMatch(line -> line.matches("  .*s +#+")), text);
        assertTrue(text.lines().allMatch(line -> line.length() <= 80), text);
    }

    @Test
    void a_measured_curve_is_scored() throws IOException {
        Path file = folder.resolve("measured.csv");
        Files.writeString(file, "cpus,reads per second\n1,40e6\n2,80e6\n4,160e6\n");

        String text = run("simulate vma-read store-free --profile laptop-8 --against " + file);
        String json = run("simulate vma-read store-free --profile laptop-8 --json --against " + file);

        assertTrue(text.contains("\nagainst what was measured  mean error"), text);
        assertTrue(json.contains("\"measured\":1.6E8,\"error\":"), json);
    }

    private String run(String line) {
        assertEquals(Exit.GOOD, desk.run(line));
        return desk.printed();
    }
}
