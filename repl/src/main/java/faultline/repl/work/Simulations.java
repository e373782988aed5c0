package faultline.repl.work;

import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import faultline.host.Trouble;
import faultline.host.bench.SimulateJob;
import faultline.host.plugin.Plugin;
import faultline.host.worker.Worker;
import faultline.host.worker.WorkerSpec;
import faultline.host.worker.Workers;
import faultline.lab.SimulationRow;
import faultline.lab.SimulationSpec;

/// Simulates strategies, each in a worker of its own, one after the other. The first trouble ends it, and
/// what there is by then is the result.
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
        List<SimulationRow> rows = new ArrayList<>();
        Optional<Trouble> trouble = Optional.empty();
        for (String name : names) {
            if (trouble.isEmpty()) {
                trouble = run(strategies.named(name, "use"), specs, rows, names.size() * specs.size());
            }
        }
        progress.clear();
        return new Result(rows, trouble);
    }

    private Optional<Trouble> run(Plugin plugin, List<SimulationSpec> specs, List<SimulationRow> rows,
            int all) {
        progress.show(plugin.name() + " on " + specs.getFirst().profile(), rows.size(), all);
        WorkerSpec wanted = WorkerSpec.measured("faultline.lab").roots(plugin.needs()).heap(HEAP_MIB)
                .time(limit.or(TIME));
        try (Worker worker = workers.start(wanted)) {
            return worker.run(SimulateJob.class, new SimulateJob.Order(plugin.origin(), specs), row -> {
                rows.add(row);
                progress.show(plugin.name() + " on " + specs.getFirst().profile(), rows.size(), all);
            }).trouble(plugin.name());
        } catch (Trouble notStarted) {
            return Optional.of(notStarted);
        }
    }
}
