package faultline.repl.work;

import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.host.bench.BenchJob;
import faultline.host.bench.KernelJob;
import faultline.host.bench.TriggerJob;
import faultline.host.plugin.Plugin;
import faultline.host.worker.Worker;
import faultline.host.worker.WorkerSpec;
import faultline.host.worker.Workers;
import faultline.lab.bench.BenchSpec;
import faultline.lab.bench.Comparison;
import faultline.lab.bench.Fork;
import faultline.lab.linux.Trigger;
import faultline.lab.linux.YourKernel;

/// Measures rows, each fork in a fresh worker, one after the other. A strategy that fails is left out from
/// then on, and the others go on; an interrupt ends it all, and what there is by then is the result.
public final class Measurements {
    /// What a row may take, with all its forks: seven strategies at two thread counts stay within a minute.
    private static final long ROW_NANOS = 4_000_000_000L;

    private final Strategies strategies;
    private final Workers workers;
    private final Progress progress;
    private final ProbeLibrary library;
    private final TimeLimit limit;

    @Inject Measurements(Strategies strategies, Workers workers, Progress progress, ProbeLibrary library,
            TimeLimit limit) {
        this.strategies = strategies;
        this.workers = workers;
        this.progress = progress;
        this.library = library;
        this.limit = limit;
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
            long elapsed = System.nanoTime() - began;
            if (turn >= rows.size() && elapsed + elapsed / turn > rows.size() * ROW_NANOS) {
                break;   // every row has a fork; what is left would take too long
            }
            progress.show(status(spec), turn, turns.size());
            Optional<Trouble> trouble = measure(spec, forks).map(no -> examined(no, spec));
            if (trouble.isPresent()) {
                failed.put(spec.strategy(), trouble.get());
                first = isInterrupt(trouble) || first.isEmpty() ? trouble : first;
            }
        }
        progress.clear();
        return new Result(Comparison.of(forks),
                first.map(trouble -> told(trouble, forks.size(), turns.size(), failed)));
    }

    /// A strategy that fails where it is measured is told what else it fails at by its examination.
    private static Trouble examined(Trouble trouble, BenchSpec spec) {
        return trouble.exit() == Exit.FAILED && trouble.next().isEmpty() && !spec.beneath()
                ? trouble.next("plugin check " + spec.strategy()) : trouble;
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

    /// Looks in a worker whether a uprobe is on the function of that library.
    public Trigger.Sight look(Path built) {
        List<Trigger.Sight> seen = new ArrayList<>();
        try (Worker worker = workers.start(WorkerSpec.interactive("faultline.lab"))) {
            Optional<Trouble> trouble = worker.run(TriggerJob.class, built.toString(), seen::add)
                    .trouble(YourKernel.NAME);
            if (trouble.isPresent()) {
                throw trouble.get();
            }
        }
        return seen.getFirst();
    }

    private Optional<Trouble> measure(BenchSpec spec, List<Fork> forks) {
        return spec.beneath() ? beneath(spec, forks) : strategy(spec, forks);
    }

    private Optional<Trouble> beneath(BenchSpec spec, List<Fork> forks) {
        try (Worker worker = workers.start(WorkerSpec.measured("faultline.lab"))) {
            KernelJob.Order order = new KernelJob.Order(spec, library.path().toString());
            return worker.run(KernelJob.class, order, news -> keep(news, forks)).trouble(spec.strategy());
        } catch (Trouble notStarted) {
            return Optional.of(notStarted);
        }
    }

    private static void keep(BenchJob.News news, List<Fork> forks) {
        if (news instanceof BenchJob.Measured measured) {
            forks.add(measured.fork());
        }
    }

    private Optional<Trouble> strategy(BenchSpec spec, List<Fork> forks) {
        Plugin plugin = strategies.named(spec.strategy(), "use");
        WorkerSpec fresh = WorkerSpec.measured("faultline.lab").roots(plugin.needs());
        try (Worker worker = workers.start(fresh.time(limit.or(fresh.time())))) {
            BenchJob.Order order = new BenchJob.Order(plugin.origin(), spec);
            return worker.run(BenchJob.class, order, news -> keep(news, forks)).trouble(spec.strategy());
        } catch (Trouble notStarted) {
            return Optional.of(notStarted);
        }
    }

    private static boolean isInterrupt(Optional<Trouble> trouble) {
        return trouble.isPresent() && trouble.get().exit() == Exit.INTERRUPTED;
    }

    private static String status(BenchSpec spec) {
        return "%s, %d thread%s".formatted(spec.strategy(), spec.threads(), spec.threads() == 1 ? "" : "s");
    }
}
