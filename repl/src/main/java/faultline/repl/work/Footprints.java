package faultline.repl.work;

import jakarta.inject.Inject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import faultline.host.bench.FootprintJob;
import faultline.host.plugin.Plugin;
import faultline.host.worker.Outcome;
import faultline.host.worker.Worker;
import faultline.host.worker.WorkerSpec;
import faultline.host.worker.Workers;
import faultline.lab.Footprint;

/// What the strategies take up and write: found by using them, in a worker. The product's own share one for
/// as long as it survives them; each of the others has its own.
public final class Footprints {
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final Strategies strategies;
    private final Workers workers;
    private final TimeLimit limit;

    @Inject Footprints(Strategies strategies, Workers workers, TimeLimit limit) {
        this.strategies = strategies;
        this.workers = workers;
        this.limit = limit;
    }

    /// By the strategy's name; one that could not be used is not there.
    public Map<String, Footprint> all() {
        Map<String, Footprint> found = new LinkedHashMap<>();
        List<Plugin> open = strategies.all();
        while (!open.isEmpty()) {
            int own = (int) open.stream().takeWhile(plugin -> plugin.origin().builtIn()).count();
            int done = inOneWorker(open.subList(0, Math.max(1, own)), found);
            open = open.subList(done, open.size());
        }
        return found;
    }

    /// How many of `plugins` are done with.
    private int inOneWorker(List<Plugin> plugins, Map<String, Footprint> found) {
        Stream<String> modules = plugins.stream().flatMap(plugin -> plugin.needs().stream()).distinct();
        int done = 0;
        try (Worker worker = workers.start(WorkerSpec.interactive("faultline.lab").roots(modules.toList())
                .time(limit.or(LONGEST)))) {
            while (done < plugins.size() && worker.usable()) {
                Plugin plugin = plugins.get(done++);
                Outcome outcome = worker.run(FootprintJob.class, plugin.origin(),
                        footprint -> found.put(plugin.name(), footprint));
                if (outcome instanceof Outcome.Cancelled) {
                    throw outcome.trouble(plugin.name()).orElseThrow();
                }
            }
        }
        return done;
    }
}
