package faultline.repl.work;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.host.plugin.Plugin;
import faultline.host.session.BootJob;
import faultline.host.session.SessionJob;
import faultline.host.worker.Outcome;
import faultline.host.worker.Worker;
import faultline.host.worker.WorkerSpec;
import faultline.host.worker.Workers;
import faultline.lab.session.Mapping;
import faultline.lab.session.SessionAnswer;
import faultline.lab.session.SessionRequest;
import faultline.lab.trace.TraceStep;

/// The prompt's kernel and address space, in a worker. It starts with the first command that needs it.
///
/// Every command that may have changed something is kept. When the worker dies, and when another strategy is
/// chosen, a new worker is asked all of them again, and so has the same mappings at the same addresses. The
/// command that a worker died of is left out.
@Singleton
public final class SessionWorker implements AutoCloseable {
    private static final Duration USUAL = Duration.ofSeconds(10);

    private final Strategies strategies;
    private final Workers workers;
    private final TimeLimit limit;
    private final Traces traces;
    private final List<SessionRequest> replayed = new ArrayList<>();
    private Plugin strategy;
    private Worker worker;
    private List<TraceStep> traced;

    @Inject SessionWorker(Strategies strategies, Workers workers, TimeLimit limit, Traces traces) {
        this.traces = traces;
        this.strategies = strategies;
        this.workers = workers;
        this.limit = limit;
    }

    /// The strategy that the address space is locked with.
    public synchronized Plugin strategy() {
        if (strategy == null) {
            strategy = strategies.usual();
        }
        return strategy;
    }

    /// How many commands built the address space.
    public synchronized int changes() {
        return replayed.size();
    }

    /// Whether the strategy of that name was chosen, or taken for want of a choice.
    public synchronized boolean uses(String name) {
        return strategy != null && strategy.name().equals(name);
    }

    /// Locks the address space with another strategy from here on. How many commands were replayed.
    public synchronized int use(Plugin other) {
        Plugin before = strategy();
        stop();
        strategy = other;
        try {
            start(limit.or(USUAL));
        } catch (Trouble trouble) {
            strategy = before;
            throw trouble;
        }
        return replayed.size();
    }

    /// Runs `command`, and gives the steps of all that it asks: taken in another session, built by the same
    /// commands, so that this one is as if nobody had looked.
    public synchronized List<TraceStep> traced(Runnable command) {
        List<TraceStep> steps = new ArrayList<>();
        traced = steps;
        try {
            command.run();
        } finally {
            traced = null;
        }
        return steps;
    }

    /// Asks for an answer of that kind.
    public <T extends SessionAnswer> T ask(SessionRequest request, Class<T> kind) {
        return kind.cast(ask(request));
    }

    /// Asks, and waits for the answer. When the worker dies of it, the trouble says so, and the next worker
    /// is there.
    public synchronized SessionAnswer ask(SessionRequest request) {
        start(limit.or(USUAL));
        if (traced != null) {
            traced.addAll(traces.of(strategy(), List.copyOf(replayed), request));
        }
        List<SessionAnswer> answers = new ArrayList<>();
        Outcome outcome = worker.run(SessionJob.class, limit.or(USUAL), request, answers::add);
        if (outcome instanceof Outcome.Finished && answers.size() == 1) {
            if (request.changes() && !answers.getFirst().leftAsItWas()) {
                replayed.add(request);
            }
            return answers.getFirst();
        }
        throw rebuilt(outcome.trouble(strategy().name())
                .orElseGet(() -> new Trouble(Exit.BUG, "the session gave " + answers.size() + " answers")));
    }

    /// The mappings as far as they can be had without waiting for a worker to start.
    public synchronized List<Mapping> known() {
        return worker == null || !worker.usable() ? List.of()
                : ask(new SessionRequest.Maps(), SessionAnswer.Mappings.class).mappings();
    }

    /// After anything but an answer the kernel may be in the middle of something, so a new one takes its
    /// place.
    private Trouble rebuilt(Trouble reason) {
        stop();
        boolean interrupted = Thread.interrupted();
        start(USUAL);   // the limit was for the command
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        String commands = replayed.size() == 1 ? "1 command" : replayed.size() + " commands";
        String told = replayed.isEmpty() ? "the address space is new"
                : "the address space was built anew from " + commands + ", without this one";
        return reason.why(reason.why().isEmpty() ? told : reason.why() + "\n" + told).next("maps");
    }

    private void start(Duration longestBoot) {
        if (worker != null && worker.usable()) {
            return;
        }
        stop();
        worker = workers.start(WorkerSpec.interactive("faultline.lab").roots(strategy().needs()));
        Optional<Trouble> failed = worker.run(BootJob.class, longestBoot, strategy().origin(), booted -> { })
                .trouble(strategy().name());
        if (failed.isPresent()) {
            stop();
            throw failed.get();
        }
        replay();
    }

    private void replay() {
        for (SessionRequest request : replayed) {
            Optional<Trouble> failed = worker.run(SessionJob.class, request, answer -> { })
                    .trouble(strategy().name());
            if (failed.isPresent()) {
                replayed.clear();
                stop();
                throw failed.get()
                        .why("the commands that built the address space cannot be replayed; it is empty now");
            }
        }
    }

    private void stop() {
        if (worker != null) {
            worker.close();
            worker = null;
        }
    }

    @Override public synchronized void close() {
        stop();
    }
}
