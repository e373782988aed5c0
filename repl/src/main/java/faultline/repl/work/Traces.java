package faultline.repl.work;

import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import faultline.host.plugin.Plugin;
import faultline.host.session.TraceJob;
import faultline.host.session.TraceQuestion;
import faultline.host.worker.Outcome;
import faultline.host.worker.Worker;
import faultline.host.worker.WorkerSpec;
import faultline.host.worker.Workers;
import faultline.lab.session.SessionRequest;
import faultline.lab.trace.TraceStep;

/// Steps of one question to a session that is built for it, in a worker: one that stays, if the strategy comes with the
/// product.
public final class Traces {
    private static final Duration USUAL = Duration.ofSeconds(10);

    private final Workers workers;
    private final TimeLimit limit;

    @Inject Traces(Workers workers, TimeLimit limit) {
        this.workers = workers;
        this.limit = limit;
    }

    /// @param before what the address space is built with
    public List<TraceStep> of(Plugin strategy, List<SessionRequest> before, SessionRequest question) {
        TraceQuestion wanted = new TraceQuestion(strategy.origin(), before, question);
        List<TraceStep> steps = new ArrayList<>();
        WorkerSpec spec = WorkerSpec.interactive("faultline.lab").roots(strategy.needs()).time(limit.or(USUAL));
        Outcome outcome = strategy.origin().builtIn() ? workers.errand(spec, TraceJob.class, wanted, steps::add)
                : alone(spec, wanted, steps);
        outcome.trouble(strategy.name()).ifPresent(trouble -> {
            throw trouble;
        });
        return steps;
    }

    private Outcome alone(WorkerSpec spec, TraceQuestion wanted, List<TraceStep> steps) {
        try (Worker tracer = workers.start(spec)) {
            return tracer.run(TraceJob.class, wanted, steps::add);
        }
    }
}
