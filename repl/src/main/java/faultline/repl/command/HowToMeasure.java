package faultline.repl.command;

import jakarta.inject.Inject;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.lab.bench.BenchRow;
import faultline.lab.bench.BenchSpec;
import faultline.lab.bench.Comparison;
import faultline.lab.workload.Layout;
import faultline.lab.workload.Workload;
import faultline.repl.text.Choice;
import faultline.repl.text.Choices;
import faultline.repl.text.Nearest;
import faultline.repl.text.Strokes;
import picocli.CommandLine.Option;

/// The options of everything that measures.
final class HowToMeasure {
    private static final int MOST_THREADS = 64;

    @Option(names = "--threads", paramLabel = "N,…", split = ",", completionCandidates = ThreadCounts.class,
            description = "How many threads; one row for each number.")
    private List<Integer> threads;

    @Option(names = "--layout", paramLabel = "shared|own", completionCandidates = Layouts.class,
            description = "One VMA for all threads, or one for each.")
    private String layout;

    @Option(names = "--writers", paramLabel = "N",
            description = "How many other threads map and unmap meanwhile.")
    private Integer writers;

    @Option(names = "--quick", description = "A quarter of the time, wide intervals.")
    private boolean quick;

    @Option(names = "--plot", description = "Draw too how rates grow, and how long operations took.")
    private boolean plot;

    private final Strokes strokes;

    @Inject HowToMeasure(Strokes strokes) {
        this.strokes = strokes;
    }

    /// What was measured, drawn, if that was asked for; `name` of what a row belongs to.
    String drawn(Comparison measured, Function<BenchRow, String> name) {
        return plot ? new Drawn(measured.rows(), name, strokes).pictures() : "";
    }

    /// The rows: each strategy with each number of threads.
    List<BenchSpec> rows(List<String> strategies, Workload workload) {
        return strategies.stream().flatMap(strategy -> threads().stream()
                .map(count -> spec(strategy, workload, count)))
                .toList();
    }

    private BenchSpec spec(String strategy, Workload workload, int count) {
        BenchSpec spec = BenchSpec.of(strategy, workload, count).layout(layout());
        if (writers != null) {
            spec = spec.writers(within("--writers", writers, 0));
        }
        return quick ? spec.times(BenchSpec.Times.QUICK) : spec;
    }

    private List<Integer> threads() {
        int processors = Math.min(Runtime.getRuntime().availableProcessors(), MOST_THREADS);
        List<Integer> counts = threads != null ? threads : List.of(1, processors);
        return counts.stream().map(count -> within("--threads", count, 1)).distinct().sorted().toList();
    }

    Layout layout() {
        String typed = layout == null ? Layout.SHARED.toString() : oneOf("--layout", layout, new Layouts());
        return Stream.of(Layout.values()).filter(l -> l.toString().equals(typed)).findFirst().orElseThrow();
    }

    private static int within(String option, int number, int least) {
        if (number < least || number > MOST_THREADS) {
            throw new Trouble(Exit.USAGE, option + ": " + number + " is not between " + least + " and "
                    + MOST_THREADS);
        }
        return number;
    }

    static String oneOf(String option, String typed, Choices choices) {
        List<String> values = choices.all().stream().map(Choice::value).toList();
        if (!values.contains(typed)) {
            throw new Trouble(Exit.USAGE, option + ": there is no '" + typed + "'")
                    .why(Nearest.to(typed, values).map(near -> "did you mean " + near + "? ").orElse("")
                            + "there are: " + String.join(", ", values));
        }
        return typed;
    }

    /// Powers of two up to the number of processors.
    static final class ThreadCounts implements Choices {
        @Override public List<Choice> all() {
            int processors = Runtime.getRuntime().availableProcessors();
            return Stream.iterate(1, n -> n <= Math.min(processors, MOST_THREADS), n -> 2 * n)
                    .map(n -> new Choice(Integer.toString(n), n == processors ? "all processors" : ""))
                    .toList();
        }
    }

    /// What the threads share.
    static final class Layouts implements Choices {
        @Override public List<Choice> all() {
            return List.of(new Choice("shared", "one VMA, each thread its own slice"),
                    new Choice("own", "a VMA for each thread"));
        }
    }
}
