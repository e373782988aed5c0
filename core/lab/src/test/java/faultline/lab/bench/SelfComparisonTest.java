package faultline.lab.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import faultline.lab.workload.Workload;
import faultline.refcount.RefcountStrategy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A strategy held against itself, measured for real: fresh JVMs that take turns, as in a comparison.
@Timeout(600)
@EnabledIfSystemProperty(named = "faultline.full", matches = "true")
@DisplayNameGeneration(ReplaceUnderscores.class)
class SelfComparisonTest {
    private static final int TRIES = 20;

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"page_fault1", "vma-read"})
    void there_is_no_difference_in_19_of_20_tries(String workload) throws Exception {
        BenchSpec spec = BenchSpec.of("refcount", Workload.named(workload), 1);
        List<Difference> differences = new ArrayList<>();
        for (int attempt = 0; attempt < TRIES; attempt++) {
            List<Fork> row = new ArrayList<>();
            List<Fork> other = new ArrayList<>();
            for (int turn = 0; turn < spec.times().forks(); turn++) {
                (turn % 2 == 0 ? row : other).add(fork(spec));
                (turn % 2 == 0 ? other : row).add(fork(spec));
            }
            differences.add(Comparison.between(BenchRow.of(row), BenchRow.of(other)));
        }

        long same = differences.stream().map(Difference::verdict)
                .filter(verdict -> verdict == Difference.Verdict.NO_DIFFERENCE).count();
        assertTrue(same >= TRIES - 1, () -> same + " of " + TRIES + ": " + differences);
    }

    private static Fork fork(BenchSpec spec) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED",
                "-XX:+UseParallelGC",
                "-XX:+UseCondCardMark", "-Xms512m",
                "-cp", MeasuredForkTest.classPath(), Rates.class.getName(), spec.workload())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                .lines().toList();

        assertEquals(0, process.waitFor());
        Fork quiet = SyntheticForks.fork(spec, lines.stream().skip(2).map(Double::valueOf).toList());
        return new Fork(spec, quiet.rates(), 0, Boolean.parseBoolean(lines.get(0)),
                Boolean.parseBoolean(lines.get(1)), 0, 0, 0,
                quiet.readerLatency(), quiet.writerLatency(), true, quiet.graceMinimumNanos(), List.of());
    }

    /// Prints whether it was disturbed, whether it was warm, and the rates.
    static final class Rates {
        public static void main(String[] arguments) throws InterruptedException {
            BenchSpec spec = BenchSpec.of("refcount", Workload.named(arguments[0]), 1);
            Fork fork = Bench.run(spec, new RefcountStrategy(), step -> { });
            System.out.println(fork.disturbed());
            System.out.println(fork.warm());
            fork.rates().forEach(System.out::println);
        }
    }
}
