package faultline.course.grade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import faultline.course.Course;
import faultline.course.Exercise;
import faultline.course.Submission;
import faultline.course.grade.Grade.Ending;
import faultline.lab.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// Whatever somebody hands in costs nobody else anything.
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(1800)
class GraderTest {
    private static final Duration ENOUGH = Duration.ofSeconds(300);
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final int PAPERS = 200;
    private static final Set<String> SMALL = Set.of("endless-loop", "heap-brim", "file-by-method-reference",
            "delegating", "catching-the-violation", "multi-release-folder");

    @TempDir private Path folder;
    private final Exercise exercise = Course.builtIn().find("first-plugin").orElseThrow();

    @Test
    void each_hostile_paper_gets_its_reason_and_the_others_their_grades() throws IOException {
        List<Hostile> hostile = Hostile.all().stream().filter(one -> SMALL.contains(one.name())).toList();
        try (Grader grader = grader(ENOUGH); Grader soon = grader(SOON)) {
            for (Hostile one : hostile) {
                Grade grade = (one.ending() == Ending.NOT_GRADED ? soon : grader).grade(paper(one));

                expect(one, grade);
            }
            Grade right = grader.grade(right("ada"));
            assertEquals("3 of 3", Figures.standing(right), right.toString());
            assertTrue(right.rank() > 0, right.toString());
            String report = TextReport.of(List.of(right));
            assertEquals(report, TextReport.of(List.of(grader.grade(right("ada")))));
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "faultline.full", matches = "true")
    void two_hundred_papers_are_graded_to_the_end() throws IOException {
        List<Paper> papers = papers();
        Map<String, Grade> alone = new HashMap<>();
        Set<String> endless = Set.of("endless-loop", "endless-start");
        try (Grader grader = grader(ENOUGH); Grader soon = grader(SOON)) {
            grader.keepAhead();
            for (Paper paper : papers) {
                String kind = paper.student().replaceFirst("-\\d+$", "");
                Grade grade = (endless.contains(kind) ? soon : grader).grade(paper);
                Grade first = alone.putIfAbsent(kind, grade);
                if (first != null) {
                    assertEquals(first.items(), grade.items(), kind);
                    assertEquals(first.score(), grade.score(), kind);
                    assertEquals(first.rank(), grade.rank(), kind);
                }
            }
        }
        Hostile.all().forEach(one -> expect(one, alone.get(one.name())));
        assertEquals("3 of 3", Figures.standing(alone.get("right")));
    }

    /// The hostile ones in between, each followed by honest ones.
    private List<Paper> papers() throws IOException {
        List<Paper> papers = new ArrayList<>();
        List<Hostile> hostile = Hostile.all();
        for (int at = 0; papers.size() < PAPERS; at++) {
            if (at < hostile.size()) {
                papers.add(paper(hostile.get(at)));
            }
            papers.add(right("right-" + at));
            papers.add(new Paper("starter-" + at, exercise, exercise.starter(), ""));
            papers.add(new Paper("wrong-" + at, exercise, exercise.wrong("lets-everybody-in"), ""));
        }
        return papers;
    }

    @Test
    void a_link_is_not_followed() throws IOException {
        Path student = Files.createDirectories(folder.resolve("eve"));
        Files.createSymbolicLink(student.resolve("FirstLock.java"), Path.of("/etc/hostname"));

        assertEquals("FirstLock.java is a link, and no file", Paper.of("eve", exercise, student).refused());
    }

    @Test
    void a_paper_that_cannot_be_read_is_said_to_be_so() throws IOException {
        Path student = Files.createDirectories(folder.resolve("eve"));
        Files.write(student.resolve("FirstLock.java"), new byte[] {(byte) 0xff, (byte) 0xfe});
        assertEquals("FirstLock.java is not UTF-8", Paper.of("eve", exercise, student).refused());
        Files.writeString(student.resolve("FirstLock.java"), "x".repeat(2 << 20));
        assertEquals("it has more than 100 files or 1024 KiB", Paper.of("eve", exercise, student).refused());
        Files.writeString(student.resolve("FirstLock.java"), "class X { }");
        Files.writeString(student.resolve("answers.toml"), "seed = [");
        assertTrue(Paper.of("eve", exercise, student).refused().startsWith("answers.toml is not as it should be"));
    }

    @Test
    void a_worker_has_no_strategy_but_the_one_that_was_handed_in() throws IOException {
        try (Stream<String> command = faultline.host.ModulePath.ofThisJvm()
                .closure(List.of("faultline.host", "faultline.lab")).keySet().stream()) {
            assertEquals(List.of("HdrHistogram", "faultline.host", "faultline.kernel", "faultline.lab"),
                    command.sorted().toList());
        }
    }

    private static void expect(Hostile one, Grade grade) {
        String told = one + ": " + TextReport.of(List.of(grade));
        assertEquals(one.ending(), grade.ending(), told);
        assertTrue(Figures.standing(grade).contains(one.reason()), told);
        assertFalse(one.ending() != Ending.GRADED && grade.score() > 0, told);
        assertFalse(one.ending() == Ending.NOT_GRADED
                && grade.items().stream().anyMatch(item -> item.verdict() == Verdict.FAIL), told);
        assertEquals(3, grade.outOf(), told);
        assertFalse(told.contains(System.getProperty("java.io.tmpdir")), told);
    }

    private Paper paper(Hostile one) throws IOException {
        return Paper.of(one.name(), exercise, one.writeTo(folder.resolve(one.name()), exercise));
    }

    private Paper right(String student) {
        Submission solution = exercise.solution();
        return new Paper(student, exercise, solution, "");
    }

    private Grader grader(Duration limit) {
        return new Grader(Assignment.of(List.of(exercise)), limit);
    }
}
