package faultline.repl.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import faultline.course.judge.RunRow;
import faultline.repl.text.Answer;
import faultline.repl.text.Json;
import faultline.repl.text.Row;
import faultline.repl.work.RunLog;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PageTest {
    private static final List<String> SIMULATE = List.of("simulate", "pft", "rwsem", "--cpus", "1,2", "--json");
    private static final List<String> COMPARE = List.of("compare", "pft", "rwsem<&>");

    private static Answer simulated() {
        return Answer.of("", List.of(simulated(1, 1e6), simulated(2, 1.5e6)));
    }

    private static Row simulated(int cpus, double rate) {
        return Row.of("strategy", "rwsem").and("cpus", cpus).and("ops_per_s", rate).and("per_cpu", rate / cpus)
                .and("writes_per_s", 0.0).and("lines", List.of(Row.of("name", "vma.vm_lock.count").and("share", 1.0)))
                .and("measured", rate / 2).and("error", 0.0);
    }

    private static Answer measured() {
        return Answer.of("", Row.of("strategy", "rwsem<&>").and("workload", "pft").and("threads", 1)
                .and("ops_per_s", 2e6).and("ci95", List.of(1.9e6, 2.1e6)).and("fallback_per_1000", 0.5)
                .and("reader_p50_ns", 300).and("reader_p99_ns", 900).and("reader_max_ns", 5000)
                .and("windows_kept", 9).and("windows_rejected", 1).and("disturbed", true)
                .and("grace_period_min_ns", 2_000_000).and("notes", List.of("a note")));
    }

    private static Map<String, Object> failure() {
        return read(Row.of("strategy", "store-free").and("scenario", "look-at-remap")
                .and("tasks", List.of("look", "remap")).and("dropped", List.of("A")).and("cause", "the cause")
                .and("what", "saw 1 < 2").and("steps", List.of(step(1, 0, "mm#1.session = 2", "", "Lock.java:9"),
                        step(2, 1, "mm#1.session 2", "", "Lock.java:20"),
                        step(3, 1, "vma#1.vm_start 5", "old", "Vma.java:81")))
                .and("edges", List.of(Row.of("letter", "A").and("source", "Lock.java:9").and("advice", "storeRelease")))
                .and("token", "abc").and("report", "as text"));
    }

    private static Row step(int number, int task, String text, String mark, String source) {
        return Row.of("number", number).and("task", task).and("word", text.split(" ")[0]).and("text", text)
                .and("mark", mark).and("note", "").and("source", source).and("weight", 1);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> read(Row row) {
        return (Map<String, Object>) Json.read(Json.text(row));
    }

    private static String page(Path folder) {
        RunLog log = new RunLog(folder.resolve("runs"));
        log.keep("simulate", SIMULATE, simulated());
        log.keep("compare", COMPARE, measured());
        return Page.of(log.all(), Optional.of(failure()), "Faultline of a test");
    }

    @Test void tables_stand_without_script_and_nothing_comes_from_a_network(@TempDir Path folder) {
        String page = page(folder);
        String still = page.replaceAll("(?s)<script.*?</script>", "");

        assertTrue(still.contains("<td>rwsem&lt;&amp;&gt;</td>"), "what was typed is text");
        assertTrue(still.contains("1.90M-2.10M") && still.contains("9 of 10"), "the measured row");
        assertTrue(still.contains("vma.vm_lock.count"), "the simulated row");
        assertTrue(still.contains("a note") && still.contains("at least 2000 us"), "how it was measured");
        assertFalse(Pattern.compile("(src|href)\\s*=\\s*[\"']?http|@import|url\\(http").matcher(still).find());
    }

    @Test void a_measured_curve_has_its_intervals_and_marks_what_was_disturbed(@TempDir Path folder) {
        String page = page(folder);

        assertTrue(page.contains("[{\"coord\":[0,1.9]},{\"coord\":[0,2.1]}]"), "from end to end");
        assertTrue(page.contains("{\"value\":2.0,\"symbol\":\"diamond\""), "the disturbed row");
        assertTrue(page.contains("in charts a diamond"), "what that means");
    }

    @Test void the_missing_order_is_drawn_from_the_release_to_who_read_it(@TempDir Path folder) {
        String svg = new Interleaving(failure()).svg();

        Matcher arrow = Pattern.compile("<path class=\"missing\" d=\"M(\\d+) (\\d+) C.* (\\d+) (\\d+)\"").matcher(svg);
        assertTrue(arrow.find(), svg);
        assertTrue(Integer.parseInt(arrow.group(2)) < Integer.parseInt(arrow.group(4)), "downwards");
        assertTrue(Integer.parseInt(arrow.group(1)) < Integer.parseInt(arrow.group(3)), "to the right");
        assertTrue(svg.contains("A missing") && svg.contains("class=\"step old\""), svg);
    }

    @Test void one_run_of_each_command_and_workload_is_kept_and_a_damaged_file_is_left_out(@TempDir Path folder)
            throws IOException {
        RunLog log = new RunLog(folder);
        log.keep("simulate", SIMULATE, simulated());
        log.keep("simulate", SIMULATE, simulated());
        log.keep("simulate", List.of("--plugins", "my-lock", "simul", "mmap1", "rwsem"), simulated());
        log.keep("maps", List.of("maps"), simulated());
        log.keep("compare", COMPARE, measured());
        Files.writeString(folder.resolve("bench-x.json"), "{\"rows\":[");
        Files.writeString(folder.resolve("bench-y.json"), "{\"rows\":3}");

        assertEquals(List.of("compare pft rwsem<&>", "simul mmap1 rwsem", "simulate pft rwsem --cpus 1,2"),
                log.all().stream().map(RunLog.Run::typed).sorted().toList());
        assertEquals(7, log.rows().size(), "every run is there, also the one before the last");
        assertEquals(List.of("mmap1", "pft", "pft"), log.all().stream().map(RunLog.Run::workload).sorted().toList());
    }

    @Test void the_runs_before_the_last_stay_and_the_oldest_go(@TempDir Path folder) {
        RunLog log = new RunLog(folder);
        for (int run = 1; run <= 60; run++) {
            log.keep("simulate", SIMULATE, Answer.of("", Row.of("strategy", "rwsem").and("workload", "pft")
                    .and("profile", "p").and("cpus", run).and("layout", "shared").and("writers", 0)
                    .and("uprobe_rcu", "trace").and("ops_per_s", 1e6 * run)));
        }

        assertEquals(List.of(60, 59, 58), log.rows().stream().map(RunRow::cpus).limit(3).toList());
        assertEquals(50, log.rows().size());
        assertEquals(Map.of("workload", "pft", "profile", "p", "layout", "shared", "writers", "0", "uprobe_rcu",
                "trace"), log.rows().getFirst().setting());
        assertEquals(1, log.all().size());
    }

    /// A browser's own view of the page: where there is none, this says nothing.
    @Test void a_browser_draws_every_chart(@TempDir Path folder) throws Exception {
        Path browser = Path.of("/usr/bin/chromium");
        assumeTrue(Files.isExecutable(browser), "no chromium here");
        Path file = Files.writeString(folder.resolve("page.html"), page(folder));

        Process process = new ProcessBuilder(browser.toString(), "--headless", "--no-sandbox", "--disable-gpu",
                "--enable-logging=stderr", "--user-data-dir=" + folder.resolve("profile"), "--dump-dom",
                file.toUri().toString()).redirectError(folder.resolve("log").toFile()).start();
        String dom = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(0, process.waitFor());
        Matcher drawn = Pattern.compile("<div class=\"chart\" id=\"chart\\d\"[^>]*><div[^>]*><svg").matcher(dom);
        assertEquals(4, drawn.results().count(), "two charts for each of two runs");
        assertFalse(Files.readString(folder.resolve("log")).contains("CONSOLE"), "the console is empty");
    }
}
