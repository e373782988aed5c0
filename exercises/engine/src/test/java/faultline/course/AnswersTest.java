package faultline.course;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import faultline.course.judge.Judge;
import faultline.course.judge.Mark;
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
    private final Judge judge = new Judge(Worker::start);

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

    @Test
    void quoted_rows_are_simulated_again() throws IOException {
        String ask = "form = \"rows\"\n" + SIMULATED + "strategies = [\"mmap-lock\", \"store-free\"] }";
        Mark invented = mark(ask, "mmap-lock 16 999", "store-free 16 3");
        String real = invented.what().replaceFirst(".*it gives ", "");

        assertTrue(invented.what().startsWith("'mmap-lock 16 999' is no row of a run: it gives "), invented.what());
        assertEquals("there are not rows of all of mmap-lock, store-free with the same CPUs",
                mark(ask, "mmap-lock 16 " + real).what());
        assertEquals("'refcount 4 1' says nothing about mmap-lock or store-free", mark(ask, "refcount 4 1").what());
        assertEquals("'four' is no row: a row is STRATEGY CPUS MILLIONS, as 'refcount 8 6.4'",
                mark(ask, "four").what());
    }
}
