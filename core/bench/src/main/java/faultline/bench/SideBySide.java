package faultline.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// Runs the seam, the bare VarHandles and C in turn, a fresh process each time, and prints them side by side;
/// then looks that write nothing shared, with one thread and with two.
///
/// You should see: the seam within 3 % or half a nanosecond of the bare VarHandles, and at nine tenths of C
/// or better, with one thread and with two on one VMA. A look costs as much beside another as alone.
///
/// Do not believe it if: many windows were refused, or rounds differ from each other by more than the three
/// do.
///
/// A round counts as one figure for each, the median of its windows; the difference is that of rounds, so
/// what drifts from round to round is in neither. What two threads pay for one line depends on where it lies,
/// so each window has lines of its own; the interval beside a figure tells how much the rounds say.
public final class SideBySide {
    private static final int MILLIS = 20;
    private static final int WINDOWS = 40;
    private static final double TOLERABLE = 0.03;
    private static final double SCALES = 1.8;

    private final String program;
    private final Map<String, List<Double>> figures = new TreeMap<>();
    private int refused;

    private SideBySide(String program) {
        this.program = program;
    }

    /// The C program, then how many rounds.
    public static void main(String[] arguments) throws Exception {
        SideBySide table = new SideBySide(arguments[0]);
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        int most = Math.min(2, Runtime.getRuntime().availableProcessors());
        for (int threads = 1; threads <= most; threads++) {
            table.measure(threads, rounds);
        }
        if (most == 2) {
            table.measureLooks(rounds);
        }
    }

    private void measure(int threads, int rounds) throws Exception {
        figures.clear();
        refused = 0;
        for (int round = 0; round < rounds; round++) {
            for (String one : round % 2 == 0 ? List.of("seam", "bare", "c") : List.of("c", "bare", "seam")) {
                add(one, one.equals("c") ? inC(threads)
                        : inJava((one.equals("seam") ? "Seam" : "Bare") + ".read", "", threads));
            }
        }
        print(threads);
    }

    private void measureLooks(int rounds) throws RunnerException {
        figures.clear();
        refused = 0;
        for (int round = 0; round < rounds; round++) {
            for (String strategy : List.of("seqcount", "store-free")) {
                add(strategy + " 1", inJava("Looks.look", strategy, 1));
                add(strategy + " 2", inJava("Looks.look", strategy, 2));
            }
        }
        System.out.printf("%nns for one look, through the tree%n%n  strategy    1 thread  2 threads%n");
        for (String strategy : List.of("seqcount", "store-free")) {
            double one = Median.of(figures.get(strategy + " 1")).value();
            double two = Median.of(figures.get(strategy + " 2")).value();
            System.out.printf(Locale.ROOT, "  %-10s %9.3f %10.3f   %.2f times the looks: %s, %.1f asked%n",
                    strategy, one, two, 2 * one / two, verdict(two - one, 2 * one / two >= SCALES), SCALES);
        }
        System.out.printf("  %d windows refused%n", refused);
    }

    private void add(String name, List<Double> windows) {
        figures.computeIfAbsent(name, absent -> new ArrayList<>())
                .add(Median.of(windows).value());
    }

    private List<Double> inC(int threads) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(program, Integer.toString(threads), Integer.toString(WINDOWS),
                Integer.toString(MILLIS)).start();
        List<Double> windows = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                .lines()
                .map(Double::valueOf).toList();
        process.waitFor();
        refused += WINDOWS - windows.size();
        return windows;
    }

    private List<Double> inJava(String benchmark, String strategy, int threads) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder().include("faultline.bench." + benchmark)
                .threads(threads).forks(1).warmupIterations(10).warmupTime(TimeValue.milliseconds(200))
                .measurementIterations(WINDOWS).measurementTime(TimeValue.milliseconds(MILLIS))
                .jvmArgsAppend("-XX:+UseParallelGC", "-XX:+UseCondCardMark", "-Xms512m", "-Xmx512m",
                        "--add-exports=java.base/jdk.internal.misc=faultline.lab")
                .verbosity(VerboseMode.SILENT);
        if (!strategy.isEmpty()) {
            options.param("strategy", strategy);
        }
        RunResult result = new Runner(options.build()).runSingle();
        List<Double> windows = new ArrayList<>();
        for (IterationResult iteration : result.getBenchmarkResults().iterator().next()
                .getIterationResults()) {
            double waited = iteration.getSecondaryResults().get("waitedNanos").getScore();
            if (waited <= TOLERABLE * MILLIS * 1e6) {
                windows.add(iteration.getPrimaryResult().getScore());
            } else {
                refused++;
            }
        }
        return windows;
    }

    private void print(int threads) {
        System.out.printf(Locale.ROOT, "%n%d thread%s on one VMA: ns for one enter, look and leave%n%n",
                threads, threads == 1 ? "" : "s");
        System.out.printf("  round     seam     bare        C   seam - bare   C / seam%n");
        List<Double> differences = new ArrayList<>();
        List<Double> shares = new ArrayList<>();
        for (int round = 0; round < figures.get("seam").size(); round++) {
            double seam = figures.get("seam").get(round);
            double bare = figures.get("bare").get(round);
            double c = figures.get("c").get(round);
            System.out.printf(Locale.ROOT, "  %5d %8.3f %8.3f %8.3f %13.3f %10.3f%n", round + 1, seam, bare,
                    c, seam - bare, c / seam);
            differences.add(seam - bare);
            shares.add(c / seam);
        }
        Median difference = Median.of(differences);
        double allowed = Math.max(0.5, 0.03 * Median.of(figures.get("bare")).value());
        Median share = Median.of(shares);
        System.out.printf(Locale.ROOT, "%n  seam - bare %s ns: %s, %.3f are allowed%n", difference,
                verdict(difference.value(), difference.value() <= allowed), allowed);
        System.out.printf(Locale.ROOT, "  C / seam    %s: %s, 0.9 is asked%n", share,
                verdict(share.value(), share.value() >= 0.9));
        System.out.printf("  %d windows refused%n", refused);
    }

    /// `what` is not a number where no window counted.
    private static String verdict(double what, boolean holds) {
        return Double.isNaN(what) ? "UNKNOWN" : holds ? "PASS" : "FAIL";
    }
}
