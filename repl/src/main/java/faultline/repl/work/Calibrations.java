package faultline.repl.work;

import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.host.bench.CalibrateJob;
import faultline.host.plugin.Plugin;
import faultline.host.worker.Worker;
import faultline.host.worker.WorkerSpec;
import faultline.host.worker.Workers;
import faultline.lab.calibrate.HostProfile;

/// Measures this host, in a worker that does nothing else.
public final class Calibrations {
    /// Its readers write nothing shared.
    private static final String SILENT = "store-free";
    private static final int HEAP_MIB = 1024;
    private static final Duration TIME = Duration.ofMinutes(5);

    private final Strategies strategies;
    private final Workers workers;
    private final Progress progress;

    @Inject Calibrations(Strategies strategies, Workers workers, Progress progress) {
        this.strategies = strategies;
        this.workers = workers;
        this.progress = progress;
    }

    /// `quick`: a rough idea will do.
    public HostProfile run(boolean quick) {
        Plugin plugin = strategies.named(SILENT, "use");
        List<HostProfile> found = new ArrayList<>();
        try (Worker worker = workers.start(WorkerSpec.measured("faultline.lab").roots(plugin.needs())
                .heap(HEAP_MIB).time(TIME))) {
            Optional<Trouble> trouble = worker.run(CalibrateJob.class,
                    new CalibrateJob.Order(plugin.origin(), quick), news -> {
                switch (news) {
                    case CalibrateJob.Doing(String what) -> progress.show("measuring " + what);
                    case CalibrateJob.Found(HostProfile host) -> found.add(host);
                }
            }).trouble("calibrate");
            if (trouble.isPresent()) {
                throw trouble.get();
            }
        } finally {
            progress.clear();
        }
        return found.stream().findFirst()
                .orElseThrow(() -> new Trouble(Exit.BUG, "calibrate answered nothing"));
    }
}
