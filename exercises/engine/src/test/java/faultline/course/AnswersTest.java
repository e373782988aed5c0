package faultline.course;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import faultline.course.judge.Judge;
import faultline.course.judge.Mark;
import faultline.course.judge.RunRow;
import faultline.host.worker.Worker;
import faultline.lab.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Every form of answer, right and wrong, with a truth that is said, explored or simulated.
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class AnswersTest {
    private static final String SIMULATED =
            "truth = { simulate = { workload = \"trig-uprobe-nop\", cpus = [1, 16], micros = 20 }, ";

    @TempDir private Path folder;
    private final List<RunRow> own = new ArrayList<>();   // what the student has run
    private final Judge judge = new Judge(Worker::start, () -> own);

    @BeforeEach
    void aCourse() throws IOException {
        Files.writeString(folder.resolve("course.toml"), """
                format = 1
                title = "forms"
                [[track]]
                folder = "01-track"
                title = "Track"
                """);
    }

    @AfterEach
    void close() {
        judge.close();
    }

    private Mark mark(String ask, String... said) throws IOException {
        Path exercise = Files.createDirectories(folder.resolve("01-track/01-forms"));
        Files.writeString(exercise.resolve("exercise.toml"), """
                format = 1
                id = "forms"
                title = "Forms"
                kind = "P"
                minutes = 10
                [[predict]]
                id = "it"
                text = "what it is"
                """ + ask);
        return judge.judge(Course.at(folder).exercises().getFirst(),
                new Submission(Map.of(), Map.of("it", List.of(said)))).marks().getFirst();
    }

    @Test
    void words_that_were_said_count_without_case_and_blanks() throws IOException {
        String ask = "form = \"words\"\ntruth = { accept = [\"mmap_lock.count\", \"the count\"] }";

        assertEquals(Verdict.PASS, mark(ask, "The  count").verdict());
        assertEquals("it is not wait_lock", mark(ask, "wait_lock").what());
    }

    @Test
    void words_that_name_a_cell_count_whichever_object_it_is_of() throws IOException {
        String ask = "form = \"words\"\ntruth = { accept = [\"vma#2.vm_refcnt\"] }";

        assertEquals(Verdict.PASS, mark(ask, "vma#4.life2.vm_refcnt").verdict());
        assertEquals(Verdict.PASS, mark(ask, "vma.vm_refcnt").verdict());
        assertEquals(Verdict.FAIL, mark(ask, "vma#2.vm_lock_seq").verdict());
    }

    @Test
    void an_order_that_was_said_is_right_in_that_order_alone() throws IOException {
        String ask = "form = \"order\"\noptions = [\"a\", \"b\", \"c\"]\ntruth = { accept = [\"b\", \"c\", \"a\"] }";

        assertEquals(Verdict.PASS, mark(ask, "b", "c", "a").verdict());
        assertEquals(Verdict.FAIL, mark(ask, "a", "b", "c").verdict());
    }

    @Test
    void a_number_may_be_off_by_its_tolerance() throws IOException {
        String ask = "form = \"number\"\ntolerance = 0.2\ntruth = { accept = [\"40\"] }";

        assertEquals(Verdict.PASS, mark(ask, "33").verdict());
        assertEquals(Verdict.FAIL, mark(ask, "31").verdict());
    }

    @Test
    void outcomes_that_are_said_were_not_seen() throws IOException {
        String ask = "form = \"outcomes\"\noptions = [\"A\", \"B\", \"C\"]\ntruth = { accept = [\"A\", \"C\"] }\n";

        assertEquals("not so: B is not one of them; C is one of them too", mark(ask, "A", "B").what());
    }

    @Test
    void outcomes_are_explored() throws IOException {
        String ask = "form = \"outcomes\"\noptions = [\"00\", \"11\", \"odd\", \"retry\"]\n"
                + "truth = { explore = \"seqcount\" , strategies = [\"mmap-lock\"] }";

        assertEquals(Verdict.PASS, mark(ask, "00", "11", "odd", "retry").verdict());
        assertEquals("not so: odd can be seen", mark(ask, "00", "11", "retry").what());
    }

    @Test
    void shapes_orders_and_lines_are_simulated() throws IOException {
        assertEquals(List.of(), mark("form = \"curve\"\n" + SIMULATED
                + "strategies = [\"store-free\"], figure = \"shape\" }", "rises").run());
        assertEquals(List.of(), mark("form = \"order\"\n" + SIMULATED
                + "strategies = [\"mmap-lock\", \"store-free\"], figure = \"order\" }", "store-free", "mmap-lock")
                .run());
        assertEquals(Verdict.FAIL, mark("form = \"words\"\n" + SIMULATED
                + "strategies = [\"mmap-lock\"], figure = \"top-line\" }", "vma.vm_refcnt").verdict());
    }

    private static final String ROWS =
            "form = \"rows\"\n" + SIMULATED + "strategies = [\"mmap-lock\", \"store-free\"] }";

    private void ran(String command, String profile, String strategy, int cpus, double millions) {
        boolean simulated = command.equals("simulate");
        Map<String, String> setting = new TreeMap<>(Map.of("workload", "trig-uprobe-nop", "layout", "shared",
                "writers", "0"));
        if (simulated) {
            setting.putAll(Map.of("profile", profile, "uprobe_rcu", "trace"));
        }
        own.add(new RunRow(command + " trig-uprobe-nop", simulated, setting, strategy, cpus, millions * 1e6));
    }

    @Test
    void rows_that_the_student_simulated_are_found_among_his_runs() throws IOException {
        ran("simulate", "icelake-8336c-2s", "mmap-lock", 64, 4.044);
        ran("simulate", "icelake-8336c-2s", "store-free", 64, 123.4);
        ran("simulate", "xeon-6138-2s", "store-free", 63, 55);

        Mark right = mark(ROWS, "mmap-lock 64 4.04", "store-free 64 123");
        assertEquals(Verdict.PASS, right.verdict(), right.what());
        assertEquals("2 rows of a simulation of yours", right.bound());
        assertEquals("'store-free 64 150' is a row of no run: yours have 123 there",
                mark(ROWS, "store-free 64 150").what());
        String elsewhere = mark(ROWS, "store-free 63 55").what();
        assertTrue(elsewhere.startsWith("'store-free 63 55' is a row of no run: simulated, it gives "), elsewhere);
    }

    @Test
    void rows_that_the_student_measured_defend_a_choice_and_are_said_to_be_measured() throws IOException {
        ran("compare", "", "mmap-lock", 2, 1.84);
        ran("compare", "", "store-free", 2, 3.3);

        Mark right = mark(ROWS, "mmap-lock 2 1.84", "store-free 2 3.30");
        assertEquals(Verdict.PASS, right.verdict(), right.what());
        assertEquals("2 rows that you measured: a grade wants simulated ones", right.bound());
        ran("simulate", "icelake-8336c-2s", "store-free", 2, 44);
        assertEquals("there are not rows of all of mmap-lock, store-free with the same CPUs, all simulated or all "
                + "measured", mark(ROWS, "mmap-lock 2 1.84", "store-free 2 44").what());
        assertEquals("'store-free 2 5' is a row of no run: yours have 3.30 measured and 44.0 there",
                mark(ROWS, "store-free 2 5").what());
        own.clear();
        Mark elsewhere = mark(ROWS, "mmap-lock 2 1.84", "store-free 2 3.30");
        assertTrue(elsewhere.what().startsWith("'mmap-lock 2 1.84' is a row of no run: simulated, it gives "),
                elsewhere.what());
    }

    @Test
    void rows_that_are_to_say_an_order_must_say_it() throws IOException {
        String ask = ROWS.replace("] }", "], figure = \"order\" }");
        ran("simulate", "icelake-8336c-2s", "mmap-lock", 1, 5);
        ran("simulate", "icelake-8336c-2s", "store-free", 1, 4);
        ran("simulate", "icelake-8336c-2s", "mmap-lock", 2, 6);
        ran("simulate", "icelake-8336c-2s", "store-free", 2, 8);

        assertEquals("these rows do not say it: on no number of CPUs is it mmap-lock before store-free",
                mark(ask, "mmap-lock 2 6", "store-free 2 8").what());
        assertEquals(Verdict.PASS, mark(ask, "mmap-lock 1 5", "store-free 1 4").verdict());
        assertEquals(Verdict.PASS, mark(ask, "mmap-lock 1 5", "store-free 1 4", "mmap-lock 2 6").verdict());
    }

    @Test
    void where_no_runs_are_at_hand_rows_are_simulated_again() throws IOException {
        String ask = ROWS;
        Mark invented = mark(ask, "mmap-lock 16 999", "store-free 16 3");
        String real = invented.what().replaceFirst(".*it gives ", "");

        assertTrue(invented.what().startsWith("'mmap-lock 16 999' is a row of no run: simulated, it gives "), invented.what());
        assertEquals("there are not rows of all of mmap-lock, store-free with the same CPUs",
                mark(ask, "mmap-lock 16 " + real).what());
        String other = mark(ask, "store-free 16 1").what().replaceFirst(".*it gives ", "");
        assertEquals("2 rows simulated again",
                mark(ask, "mmap-lock 16 " + real, "store-free 16 " + other).bound());
        assertEquals("'refcount 4 1' says nothing about mmap-lock or store-free", mark(ask, "refcount 4 1").what());
        assertEquals("'four' is no row: a row is STRATEGY CPUS MILLIONS, as 'refcount 8 6.4'",
                mark(ask, "four").what());
    }
}
