package faultline.lab.litmus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The shapes that kernel developers know by name, each with its verdict, its states and its runs. The names
/// are those of the kernel's own tests where there is one.
@DisplayNameGeneration(ReplaceUnderscores.class)
class LitmusShapesTest {
    private static final Path TESTS = Path.of("src/test/resources/litmus");
    private static final String LARGEST = "C-seqlock ";
    /// Name, verdict, number of states, runs that satisfy the condition, runs that do not, flags.
    private static final String SHAPES = """
            CoRR+poonceonce+Once Never 3 0 3
            CoRW+poonceonce+Once Never 3 0 3
            CoWR+poonceonce+Once Never 3 0 3
            CoWW+poonceonce Never 1 0 1
            IRIW+fencembonceonces+OnceOnce Never 15 0 15
            IRIW+poonceonces+OnceOnce Sometimes 16 1 15
            ISA2+pooncelock+pooncelock+pombonce Never 7 0 7
            ISA2+poonceonces Sometimes 8 1 7
            ISA2+pooncerelease+poacquirerelease+poacquireonce Never 7 0 7
            LB+fencembonceonce+ctrlonceonce Never 2 0 2
            LB+poacquireonce+pooncerelease Never 3 0 3
            LB+poonceonces Sometimes 4 1 3
            LB+unlocklockonceonce+poacquireonce Never 3 0 3
            MP+fencewmbonceonce+fencermbonceonce Never 3 0 3
            MP+onceassign+derefonce Never 2 0 2
            MP+polockmbonce+poacquiresilsil Never 7 0 9
            MP+polockonce+poacquiresilsil Sometimes 8 1 11
            MP+polocks Never 3 0 3
            MP+poonceonces Sometimes 4 1 3
            MP+pooncerelease+poacquireonce Never 3 0 3
            MP+porevlocks Never 3 0 3
            MP+unlocklockonceonce+fencermbonceonce Never 3 0 3
            R+fencembonceonces Never 3 0 3
            R+poonceonces Sometimes 4 1 3
            S+fencewmbonceonce+poacquireonce Never 3 0 3
            S+poonceonces Sometimes 4 1 3
            SB+fencembonceonces Never 3 0 3
            SB+poonceonces Sometimes 4 1 3
            SB+rfionceonce-poonceonces Sometimes 4 1 3
            WRC+poonceonces+Once Sometimes 8 1 7
            WRC+pooncerelease+fencermbonceonce+Once Never 7 0 7
            Z6.0+pooncelock+poonceLock+pombonce Never 7 0 7
            Z6.0+pooncelock+pooncelock+pombonce Sometimes 8 1 7
            Z6.0+pooncerelease+poacquirerelease+fencembonceonce Sometimes 8 1 7
            dep+plain Never 1 0 2
            RCU+sync+free Never 2 0 2
            RCU+sync+read Never 3 0 3
            RW-G+RW-R Never 3 0 3
            RW-G+RW-R+RW-R Sometimes 8 1 7
            RW-G+RW-G+RW-R+RW-R Never 15 0 15
            C-srcu-nest-2 Never 3 0 3
            C-srcu-nest-3 Sometimes 4 1 3
            C-srcu-nest-6 Never 3 0 3
            C-srcu-nest-8 Sometimes 4 1 3
            C-srcu-observed-4 Sometimes 8 1 7
            C-srcu-mb-1 Sometimes 4 1 3
            C-srcu-mb-2 Never 3 0 3
            C-srcu-mb-5 Sometimes 4 1 3
            C-seqlock Never 3 0 6
            psc+sr-mbacq Never 1 0 4
            psc+sr-mbonce Sometimes 2 1 5
            psc+sr-po Sometimes 4 5 7
            psc+sr-relacq Never 1 0 4
            psc+sr-relonce Sometimes 2 1 5
            psc+sr-sr Never 1 0 4
            RMW+fullyordered Never 3 0 3
            RMW+relaxed Sometimes 4 1 3
            RMW+atomicity Never 1 0 2
            RMW+cmpxchg Never 2 0 2
            RMW+addunless Never 2 0 2
            SB+afteratomics Never 3 0 3
            MP+rmwsequence Never 8 0 9
            MP+wmbplainplain+rmbplainplain Sometimes 4 1 3 data-race
            MP+plaininside Never 2 0 2
            MP+pointerbymemory Never 2 0 2
            LOCK+trylock Never 1 0 3
            """;

    @TestFactory Stream<DynamicTest> a_shape_has_the_verdict_that_is_known() {
        return SHAPES.lines().map(line -> DynamicTest.dynamicTest(line.split(" ")[0], () -> {
            LitmusResult result = Litmus.run(TESTS.resolve(line.split(" ")[0] + ".litmus"),
                    Duration.ofMinutes(5));

            assertEquals(null, result.unsupported());
            assertEquals(line, String.join(" ", Stream.concat(
                    Stream.of(result.name(), result.verdict().word(), result.states().size(), result.positive(),
                            result.negative()).map(Object::toString), result.flags().stream()).toList()));
        }));
    }

    @Test void every_file_is_in_the_table() throws IOException {
        Set<String> known = new TreeSet<>(SHAPES.lines().map(line -> line.split(" ")[0]).toList());

        assertEquals(known, names());
    }

    /// Leaving an axiom out is seen: so many shapes then have another verdict or none. The largest has too
    /// many runs then.
    @Test void every_axiom_is_needed() {
        Map<Axiom, Integer> changed = new LinkedHashMap<>();
        for (Axiom axiom : Axiom.values()) {
            Set<Axiom> others = EnumSet.complementOf(EnumSet.of(axiom));
            changed.put(axiom, (int) SHAPES.lines().filter(line -> !line.startsWith(LARGEST))
                    .filter(line -> LitmusResult.Verdict.valueOf(line.split(" ")[1].toUpperCase(Locale.ROOT))
                            != verdict(line.split(" ")[0], others)).count());
        }

        assertEquals(Map.of(Axiom.COHERENCE, 10, Axiom.ATOMICITY, 3, Axiom.HAPPENS_BEFORE, 19, Axiom.PROPAGATION, 7,
                Axiom.RCU, 9, Axiom.PLAIN_COHERENCE, 2), changed);
    }

    private static LitmusResult.Verdict verdict(String name, Set<Axiom> axioms) {
        try {
            String text = Files.readString(TESTS.resolve(name + ".litmus"));
            return Litmus.run(name, text, Duration.ofMinutes(5), axioms).verdict();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Set<String> names() throws IOException {
        try (Stream<Path> files = Files.list(TESTS)) {
            return new TreeSet<>(files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".litmus")).map(name -> name.replace(".litmus", "")).toList());
        }
    }

    @Test void an_answer_reads_as_herd7_prints_it() throws IOException {
        LitmusResult result = Litmus.run(TESTS.resolve("MP+wmbplainplain+rmbplainplain.litmus"));

        List<String> lines = result.text().lines().toList();
        assertEquals(Arrays.asList("Test MP+wmbplainplain+rmbplainplain Allowed", "States 4", "1:r0=0; 1:r1=0;",
                "1:r0=0; 1:r1=1;", "1:r0=1; 1:r1=0;", "1:r0=1; 1:r1=1;", "Ok", "Witnesses",
                "Positive: 1 Negative: 3", "Flag data-race", "Condition exists (1:r0=1 /\\ 1:r1=0)",
                "Observation MP+wmbplainplain+rmbplainplain Sometimes 1 3"), lines.subList(0, 12));
        assertTrue(lines.get(12).startsWith("Time MP+wmbplainplain+rmbplainplain "), lines.get(12));
    }
}
