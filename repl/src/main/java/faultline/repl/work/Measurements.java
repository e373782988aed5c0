package faultline.repl.work;

import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.host.bench.BenchJob;
import faultline.host.plugin.Plugin;
import faultline.host.worker.Outcome;
import faultline.host.worker.Worker;
import faultline.host.worker.WorkerSpec;
import faultline.lab.bench.BenchSpec;
import faultline.lab.bench.Comparison;
import faultline.lab.bench.Fork;

/// Measures rows, each fork in a fresh worker, one after the other. A strategy that fails is left out from
/// then on, and the others go on; an interrupt ends it all, and what there is by then is the result.
public final class Measurements {
    private final Strategies strategies;
    private final Progress progress;

    @Inject Measurements(Strategies strategies, Progress progress) {
        this.strategies = strategies;
        this.progress = progress;
    }

    /// @param comparison of the rows that have a fork at least
    /// @param trouble    the first there was
    public record Result(Comparison comparison, Optional<Trouble> trouble) {
    }

    public Result run(List<BenchSpec> rows) {
        List<BenchSpec> turns = Comparison.turns(rows);
        List<Fork> forks = new ArrayList<>();
        Map<String, Trouble> failed = new LinkedHashMap<>();
        Optional<Trouble> first = Optional.empty();
        long began = System.nanoTime();
        for (int turn = 0; turn < turns.size() && !isInterrupt(first); turn++) {
            BenchSpec spec = turns.get(turn);
            if (failed.containsKey(spec.strategy())) {
                continue;
            }
            progress.show(status(spec, turn, turns.size(), System.nanoTime() - began));
            Optional<Trouble> trouble = measure(spec, forks);
            if (trouble.isPresent()) {
                failed.put(spec.strategy(), trouble.get());
                first = isInterrupt(trouble) || first.isEmpty() ? trouble : first;
            }
        }
        progress.clear();
        return new Result(Comparison.of(forks),
                first.map(trouble -> told(trouble, forks.size(), turns.size(), failed)));
    }

    private static Trouble told(Trouble first, int done, int wanted, Map<String, Trouble> failed) {
        if (first.exit() == Exit.INTERRUPTED) {
            return new Trouble(Exit.INTERRUPTED, "stopped after " + done + " of " + wanted + " measurements");
        }
        if (failed.size() == 1) {
            return first;
        }
        String all = "these strategies were left out as they failed: " + String.join(", ", failed.keySet());
        return first.why(first.why().isEmpty() ? all : first.why() + "\n" + all);
    }

    private Optional<Trouble> measure(BenchSpec spec, List<Fork> forks) {
        Plugin plugin = strategies.named(spec.strategy(), "use");
        try (Worker worker = Worker.start(WorkerSpec.measured("faultline.lab").roots(plugin.needs())
                .flags("--enable-native-access=faultline.lab"))) {
            Outcome outcome = worker.run(BenchJob.class, new BenchJob.Order(plugin.origin(), spec), news -> {
                if (news instanceof BenchJob.Measured measured) {
                    forks.add(measured.fork());
                }
            });
            return outcome.trouble(spec.strategy());
        } catch (Trouble notStarted) {
            return Optional.of(notStarted);
        }
    }

    private static boolean isInterrupt(Optional<Trouble> trouble) {
        return trouble.isPresent() && trouble.get().exit() == Exit.INTERRUPTED;
    }

    private static String status(BenchSpec spec, int turn, int turns, long tookNanos) {
        String what = "%s, %d thread%s  %d/%d".formatted(spec.strategy(), spec.threads(),
                spec.threads() == 1 ? "" : "s", turn + 1, turns);
        return turn == 0 ? what : what + "  "
                + Duration.ofNanos(tookNanos / turn * (turns - turn)).toSeconds() + " s left";
    }
}
