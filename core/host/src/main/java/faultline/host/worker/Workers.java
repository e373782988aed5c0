package faultline.host.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Workers that are there before they are asked for. To start one takes as long as a JVM takes to start; to
/// be given one that waits takes no time.
///
/// ```
///     start(spec)    spare fits    ──▶  the spare; the next one begins to start
///                    it does not   ──▶  a fresh worker, once no spare is starting beside it
///     errand(job)                  ──▶  one worker of its kind, again and again, that runs only our code
/// ```
///
/// **A strategy's code meets no other's.** What [#start] gives has run nothing yet and never comes back here:
/// whoever has it closes it. So a worker that ran one student's code is never given to another, and nobody
/// has to prove that nothing was left behind in it. Only errands share a worker: those that run our code alone, and,
/// in another one, those that run code of whoever sits at this prompt.
///
/// **Figures are not disturbed.** A spare is an interactive worker and fits no measured row. A row waits
/// until no spare is starting; one that waits sleeps.
///
/// **Nothing stays.** A spare ends with this JVM as every worker does, because its channel ends, and with
/// [#close].
public final class Workers implements AutoCloseable {
    private final WorkerSpec usual;
    private boolean ahead;
    private boolean closed;
    private boolean wanted;      // a spare, which is not starting yet
    private Child starting;
    private Worker spare;
    private final List<Worker> errands = new ArrayList<>();      // of each kind one
    private final List<Worker> ownErrands = new ArrayList<>();   // the same, for code of whoever sits here

    private Workers(WorkerSpec usual) {
        this.usual = usual;
    }

    /// Spares will be made of `usual`, which should have the modules of all that is likely to be asked for.
    /// None is started before [#prepare] or [#keepAhead].
    public static Workers of(WorkerSpec usual) {
        return new Workers(usual);
    }

    /// Starts a spare, unless there is one. Returns at once.
    public synchronized void prepare() {
        if (closed || wanted || starting != null || spare != null) {
            return;
        }
        wanted = true;
        Thread starter = new Thread(this::startSpare, "spare worker");
        starter.setDaemon(true);
        starter.start();
    }

    /// From here on each spare that is given away is replaced: for whoever runs many commands.
    public synchronized void keepAhead() {
        ahead = true;
    }

    /// A worker that has run nothing yet, and is the caller's.
    public synchronized Worker start(WorkerSpec spec) {
        if (!spec.isServedBy(usual)) {
            awaitSpare();
            return Worker.start(spec);
        }
        Worker given = (awaitSpare() == null ? Worker.start(usual) : spare).limitedBy(spec);
        spare = null;
        if (ahead) {
            prepare();
        }
        return given;
    }

    /// Runs a job of ours that runs nobody else's code, such as to compile, or to explore what comes with the product, in
    /// a worker that stays for the next such job; of the usual kind, where that will do. Its limits are those of `spec`.
    public <Q, R> Outcome errand(WorkerSpec spec, Class<? extends Job<Q, R>> job, Q request,
            Consumer<? super R> replies) {
        return errand(errands, spec, job, request, replies);
    }

    /// The same for code of whoever sits at this prompt, such as the exercise that he works on: in another worker that
    /// stays, so that it meets none of ours.
    public <Q, R> Outcome ownErrand(WorkerSpec spec, Class<? extends Job<Q, R>> job, Q request,
            Consumer<? super R> replies) {
        return errand(ownErrands, spec, job, request, replies);
    }

    private <Q, R> Outcome errand(List<Worker> kept, WorkerSpec spec, Class<? extends Job<Q, R>> job, Q request,
            Consumer<? super R> replies) {
        Worker worker = forErrand(kept, spec);
        try {
            return worker.run(job, request, replies);
        } finally {
            keepForErrands(kept, worker);
        }
    }

    private synchronized Worker forErrand(List<Worker> all, WorkerSpec spec) {
        Optional<Worker> kept = all.stream().filter(worker -> worker.serves(spec)).findFirst();
        kept.ifPresent(all::remove);
        if (kept.isPresent()) {
            return kept.get().limitedBy(spec);
        }
        return start(spec.isServedBy(usual) ? usual.time(spec.time()).grace(spec.grace()) : spec);
    }

    private synchronized void keepForErrands(List<Worker> all, Worker worker) {
        if (worker.usable() && all.stream().noneMatch(worker::isLike) && !closed) {
            all.add(worker);
        } else {
            worker.close();
        }
    }

    private synchronized void startSpare() {
        if (wanted && !closed) {
            starting = Child.start(usual);
        }
        wanted = false;
    }

    /// The spare, once it listens; `null` if there is none, or if somebody killed it.
    private Worker awaitSpare() {
        startSpare();
        if (starting != null) {
            Child begun = starting;
            starting = null;
            spare = Worker.listening(usual, begun);
        }
        if (spare != null && !spare.alive()) {
            spare.close();
            spare = null;
        }
        return spare;
    }

    @Override public synchronized void close() {
        closed = true;
        if (starting != null) {
            starting.close();
        }
        if (spare != null) {
            spare.close();
        }
        errands.forEach(Worker::close);
        ownErrands.forEach(Worker::close);
        starting = null;
        spare = null;
        errands.clear();
        ownErrands.clear();
    }
}
