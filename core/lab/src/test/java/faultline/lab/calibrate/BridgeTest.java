package faultline.lab.calibrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import faultline.kernel.lock.LockStrategy;
import faultline.kernel.memory.Memory;
import faultline.lab.MachineProfile;
import faultline.lab.Simulation;
import faultline.lab.SimulationSpec;
import faultline.lab.Strategies;
import faultline.lab.bench.Bench;
import faultline.lab.bench.BenchSpec;
import faultline.lab.bench.Fork;
import faultline.lab.workload.Workload;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Real threads on this host, and the machine with the prices of this host, agree on what a second CPU gains.
///
/// A fresh JVM measures both: the prices, and in turns one thread and two. Where others used the processors
/// in too many windows, or there is one processor, nothing is said. Speed is not judged, only the ratio:
/// about 2 where no line travels, about a quarter where each read moves one twice. The tolerance tells these
/// apart with room for what a neighbour takes unseen and for how JVMs differ; where lines travel it is wider,
/// because two real cores keep a line for longer now and then, which the machine does not.
@Timeout(300)
@DisplayNameGeneration(ReplaceUnderscores.class)
class BridgeTest {
    private static final String DISTURBED = "disturbed";

    @ParameterizedTest
    @CsvSource({"store-free, 1.6", "refcount, 2.5"})
    void the_machine_and_this_host_agree_on_what_a_second_cpu_gains(String strategy, double tolerance,
            @TempDir Path folder) throws Exception {
        assumeTrue(Runtime.getRuntime().availableProcessors() > 1, "there is one processor");
        Path profile = folder.resolve("host.toml");

        List<String> said = measure(strategy, profile);

        if (said.getLast().equals(DISTURBED)) {
            abort("others used the processors: nothing can be said about a second one");
        }
        double measured = Double.parseDouble(said.getLast());
        MachineProfile host = MachineProfile.of("host", Files.readString(profile));
        double predicted = predicted(strategy, host);
        System.out.printf("%s: a second CPU gains %.2f, predicted %.2f%n", strategy, measured, predicted);
        assertTrue(predicted < measured * tolerance && measured < predicted * tolerance,
                () -> strategy + ": measured " + measured + ", predicted " + predicted + ", seed 1");
    }

    private static double predicted(String strategy, MachineProfile host) {
        SimulationSpec one = SimulationSpec.of(Calibration.CODE.name(), host, 1);
        LockStrategy lock = named(strategy);
        return Simulation.run(one.onCpus(2), lock).opsPerSecond() / Simulation.run(one, lock).opsPerSecond();
    }

    private static List<String> measure(String strategy, Path profile) throws IOException,
            InterruptedException {
        Process process = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED",
                "--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED", "-XX:+UseParallelGC",
                "-XX:+UseCondCardMark",
                "-Xms512m",
                "-cp", classPath(), Measured.class.getName(), strategy, profile.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                .lines().toList();
        assertEquals(0, process.waitFor(), lines::toString);
        return lines;
    }

    private static String classPath() {
        return Stream.concat(Stream.of(Memory.class, Bench.class, Histogram.class, BridgeTest.class),
                Strategies.all().stream().map(LockStrategy::getClass)).map(BridgeTest::place).distinct()
                .collect(Collectors.joining(System.getProperty("path.separator")));
    }

    private static String place(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static LockStrategy named(String strategy) {
        return Strategies.all().stream().filter(any -> any.name().equals(strategy)).findFirst().orElseThrow();
    }

    /// Writes the profile; prints how many times one thread two are, in the middle of some turns, or that
    /// this cannot be said.
    static final class Measured {
        private static final int TRIES = 3;
        private static final int TURNS = 3;
        private static final BenchSpec.Times TIMES = new BenchSpec.Times(1, 100, 8, 8, 500);

        public static void main(String[] arguments) throws IOException, InterruptedException {
            LockStrategy strategy = named(arguments[0]);
            if (IntStream.range(0, TRIES).allMatch(_ -> isDisturbed(strategy))) {
                System.out.println(DISTURBED);   // the first time perhaps by our own compilers
                return;
            }
            HostProfile host = Calibration.ofLines(strategy);
            Files.writeString(Path.of(arguments[1]), host.text());
            List<Double> ratios = new ArrayList<>();
            for (int turn = 0; turn < TURNS; turn++) {
                Fork one = fork(strategy, 1);
                Fork two = fork(strategy, 2);
                if (!one.disturbed() && !two.disturbed()) {
                    ratios.add(rate(two) / rate(one));
                }
            }
            ratios.sort(null);
            boolean sure = ratios.size() > TURNS / 2
                    && host.prices().stream().noneMatch(HostPrice::disturbed);
            System.out.println(sure ? ratios.get(ratios.size() / 2).toString() : DISTURBED);
        }

        private static boolean isDisturbed(LockStrategy strategy) {
            try {
                return fork(strategy, 2).disturbed();
            } catch (InterruptedException impossible) {
                throw new AssertionError(impossible);
            }
        }

        private static Fork fork(LockStrategy strategy, int threads) throws InterruptedException {
            Workload code = Calibration.CODE;
            return Bench.run(BenchSpec.of(strategy.name(), code, threads).times(TIMES), strategy, _ -> { });
        }

        private static double rate(Fork fork) {
            return fork.rates().stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        }
    }
}
