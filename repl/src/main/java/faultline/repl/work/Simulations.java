package faultline.repl.work;

import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import faultline.host.Trouble;
import faultline.host.bench.SimulateJob;
import faultline.host.plugin.Plugin;
import faultline.host.worker.Worker;
import faultline.host.worker.WorkerSpec;
import faultline.host.worker.Workers;
import faultline.lab.SimulationRow;
import faultline.lab.SimulationSpec;

/// Simulates strategies, one after the other: those of the product in one worker, since they are our code, every other
/// in a worker of its own. The first trouble ends it, and what there is by then is the result.
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
        Worker ours = null;
        try {
            for (Plugin plugin : plugins) {
                if (plugin.origin().builtIn() && ours == null) {
                    ours = workers.start(worker(plugins.stream().filter(one -> one.origin().builtIn())));
                }
                trouble = plugin.origin().builtIn() ? run(ours, plugin, specs, rows, plugins.size() * specs.size())
                        : alone(plugin, specs, rows, plugins.size() * specs.size());
                if (trouble.isPresent()) {
                    break;
                }
            }
        } catch (Trouble notStarted) {
            trouble = Optional.of(notStarted);
        } finally {
            if (ours != null) {
                ours.close();
            }
            progress.clear();
        }
        return new Result(rows, trouble);
    }

    private WorkerSpec worker(Stream<Plugin> plugins) {
        return WorkerSpec.measured("faultline.lab").roots(plugins.flatMap(plugin -> plugin.needs().stream()).distinct()
                .toList()).heap(HEAP_MIB).time(limit.or(TIME));
    }

    private Optional<Trouble> alone(Plugin plugin, List<SimulationSpec> specs, List<SimulationRow> rows, int all) {
        try (Worker worker = workers.start(worker(Stream.of(plugin)))) {
            return run(worker, plugin, specs, rows, all);
        }
    }

    private Optional<Trouble> run(Worker worker, Plugin plugin, List<SimulationSpec> specs, List<SimulationRow> rows,
            int all) {
        progress.show(plugin.name() + " on " + specs.getFirst().profile(), rows.size(), all);
        return worker.run(SimulateJob.class, new SimulateJob.Order(plugin.origin(), specs), row -> {
            rows.add(row);
            progress.show(plugin.name() + " on " + specs.getFirst().profile(), rows.size(), all);
        }).trouble(plugin.name());
    }
}
