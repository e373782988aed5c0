package faultline.repl.work;

import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import faultline.host.Trouble;
import faultline.host.bench.SimulateJob;
import faultline.host.plugin.Plugin;
import faultline.host.worker.Outcome;
import faultline.host.worker.Worker;
import faultline.host.worker.WorkerSpec;
import faultline.host.worker.Workers;
import faultline.lab.SimulationRow;
import faultline.lab.SimulationSpec;

/// Simulates strategies, one after the other: those of the product in one worker that stays, since they are our code,
/// every other in a worker of its own. The first trouble ends it, and what there is by then is the result.
public final class Simulations {
    private static final int HEAP_MIB = 1024;
    private static final Duration TIME = Duration.ofMinutes(5);

    private final Strategies strategies;
    private final Workers workers;
    private final TimeLimit limit;
    private final Progress progress;

    @Inject Simulations(Strategies strategies, Workers workers, TimeLimit limit, Progress progress) {
        this.strategies = strategies;
        this.workers = workers;
        this.limit = limit;
        this.progress = progress;
    }

    /// @param rows    in the order of strategies and specs
    /// @param trouble what ended it before its time
    public record Result(List<SimulationRow> rows, Optional<Trouble> trouble) {
    }

    /// Each strategy with each spec.
    public Result run(List<String> names, List<SimulationSpec> specs) {
        List<Plugin> plugins = names.stream().map(name -> strategies.named(name, "use")).toList();
        List<SimulationRow> rows = new ArrayList<>();
        Optional<Trouble> trouble = Optional.empty();
        for (Plugin plugin : plugins) {
            if (trouble.isEmpty()) {
                trouble = run(plugin, specs, rows, plugins.size() * specs.size());
            }
        }
        progress.clear();
        return new Result(rows, trouble);
    }

    private Optional<Trouble> run(Plugin plugin, List<SimulationSpec> specs, List<SimulationRow> rows,
            int all) {
        String doing = plugin.name() + " on " + specs.getFirst().profile();
        progress.show(doing, rows.size(), all);
        SimulateJob.Order order = new SimulateJob.Order(plugin.origin(), specs);
        Consumer<SimulationRow> told = row -> {
            rows.add(row);
            progress.show(doing, rows.size(), all);
        };
        try {
            return (plugin.origin().builtIn()
                    ? workers.errand(worker(strategies.all().stream().filter(one -> one.origin().builtIn())),
                            SimulateJob.class, order, told)
                    : alone(plugin, order, told)).trouble(plugin.name());
        } catch (Trouble notStarted) {
            return Optional.of(notStarted);
        }
    }

    private Outcome alone(Plugin plugin, SimulateJob.Order order, Consumer<SimulationRow> told) {
        try (Worker worker = workers.start(worker(Stream.of(plugin)))) {
            return worker.run(SimulateJob.class, order, told);
        }
    }

    private WorkerSpec worker(Stream<Plugin> plugins) {
        return WorkerSpec.interactive("faultline.lab").roots(plugins.flatMap(plugin -> plugin.needs().stream())
                .distinct().toList()).heap(HEAP_MIB).time(limit.or(TIME));
    }
}
