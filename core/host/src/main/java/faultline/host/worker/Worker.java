package faultline.host.worker;

import java.io.IOException;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import faultline.host.Exit;
import faultline.host.Trouble;

/// A child JVM that does one [Job] after another under limits, and whose end, whatever it is, costs the
/// parent an [Outcome] and nothing more. It is the only place where a strategy's code runs, ours or a
/// student's.
///
/// ```
///     this JVM                             worker
///     ┌──────────┐   private channel   ┌────────────────────────────┐
///     │ run(job) │ ◀─────────────────▶ │ listens; halts at its end  │
///     │ time     │                     │ job thread                 │
///     │ output   │ ◀── stdout, stderr ─│ heap, ended by the JVM     │
///     └──────────┘                     └────────────────────────────┘
/// ```
///
/// - Time and output are limited from here, by killing; the heap by the worker's JVM.
/// - It ends with its parent, however that ends: the channel ends with it.
/// - The terminal's Ctrl-C does not reach it. It is cancelled over the channel, then killed.
/// - Its modules are the roots that were asked for and what they require, nothing else; one that
///   [Workers] had ready may have more of the product's.
///
/// One thread at a time runs jobs; any thread may cancel. Not promised: that code which wants to do harm
/// cannot. A worker is the user's own process, with the user's rights.
public final class Worker implements AutoCloseable {
    static final String CRASH_FILE = "crash.log";
    private static final Duration LONGEST_START = Duration.ofSeconds(30);

    private final WorkerSpec spec;
    private final Child child;
    private boolean usable = true;

    private Worker(WorkerSpec spec, Child child) {
        this.spec = spec;
        this.child = child;
    }

    /// Starts one and waits until it listens.
    public static Worker start(WorkerSpec spec) {
        return listening(spec, Child.start(spec));
    }

    /// The worker in a child that was started a moment ago; waits until it listens.
    static Worker listening(WorkerSpec spec, Child child) {
        Event first = child.next(System.nanoTime() + LONGEST_START.toNanos());
        if (first instanceof Event.Ready) {
            return new Worker(spec, child);
        }
        String output = child.output();
        child.close();
        if (first instanceof Event.CancelAsked) {
            throw new Trouble(Exit.INTERRUPTED, "starting a worker JVM was stopped");
        }
        throw new Trouble(Exit.BUG, "a worker JVM did not start")
                .why(output.isBlank() ? String.valueOf(first) : output);
    }

    /// The same worker under other limits on time and grace; this one is not to be used any more.
    Worker limitedBy(WorkerSpec limits) {
        return new Worker(spec.time(limits.time()).grace(limits.grace()), child);
    }

    /// Whether it can do what a worker made of `wanted` does.
    boolean serves(WorkerSpec wanted) {
        return wanted.isServedBy(spec);
    }

    /// Whether it was made as that one was.
    boolean isLike(Worker other) {
        return serves(other.spec);
    }

    /// Runs one job, hands on its answers as they come, and waits for its end. Interrupting the calling
    /// thread cancels the job.
    public <Q, R> Outcome run(Class<? extends Job<Q, R>> job, Q request, Consumer<? super R> replies) {
        return run(job, spec.time(), request, replies);
    }

    /// Runs one job under a time limit of its own.
    public <Q, R> Outcome run(Class<? extends Job<Q, R>> job, Duration limit, Q request,
            Consumer<? super R> replies) {
        if (!usable) {
            throw new IllegalStateException("this worker is gone");
        }
        boolean again = false;
        try {
            Type[] types = WorkerMain.types(job);
            byte[] encoded = Wire.encode(types[0], request);
            child.send(new Message.Run(module(job), job.getName(), encoded));
            Outcome outcome = follow(types[1], limit, replies);
            again = outcome instanceof Outcome.Finished || outcome instanceof Outcome.Failed;
            return outcome;
        } catch (IOException malformed) {
            return new Outcome.Misbehaved(malformed.getMessage());
        } finally {
            usable = again;
            if (!again) {
                child.kill();
            }
            child.restoreInterrupt();
        }
    }

    /// Asks the job that runs, or the next one, to stop; the worker is gone then.
    public void cancel() {
        child.askToCancel();
    }

    /// Whether it can run another job.
    public boolean usable() {
        return usable;
    }

    /// Whether its process is there.
    boolean alive() {
        return child.alive();
    }

    /// All that it printed so far, up to the limit.
    public String output() {
        return child.output();
    }

    public long pid() {
        return child.pid();
    }

    /// Lets it end as the end of its parent would, waits for that, and removes its folder.
    public void dismiss(Duration longest) {
        usable = false;
        child.dismiss(longest);
        child.close();
    }

    /// Ends it, at once, and removes its folder.
    @Override public void close() {
        usable = false;
        child.close();
    }

    private <R> Outcome follow(Type answer, Duration limit, Consumer<? super R> replies)
            throws IOException {
        long deadline = System.nanoTime() + limit.toNanos();
        boolean cancelled = false;
        while (true) {
            switch (child.next(deadline)) {
                case Event.TimeUp _ -> {
                    for (Event event : child.waiting()) {
                        if (event instanceof Event.Said(Message.Reply(byte[] body))) {
                            deliver(answer, body, replies);
                        }
                    }
                    return cancelled ? new Outcome.Cancelled() : new Outcome.TimedOut(limit);
                }
                case Event.CancelAsked _ -> {
                    cancelled = true;
                    deadline = Math.min(deadline, System.nanoTime() + spec.grace().toNanos());
                    child.send(new Message.Cancel());
                }
                case Event.Said(Message.Reply(byte[] body)) -> deliver(answer, body, replies);
                case Event other -> {
                    return cancelled ? new Outcome.Cancelled() : end(other);
                }
            }
        }
    }

    @SuppressWarnings("unchecked")   // the answer's type is the job's second one
    private static <R> void deliver(Type answer, byte[] body, Consumer<? super R> replies)
            throws IOException {
        replies.accept((R) Wire.decode(answer, body));
    }

    private Outcome end(Event event) {
        return switch (event) {
            case Event.Said(Message.Done _) -> new Outcome.Finished();
            case Event.Said(Message.Failure thrown) -> new Outcome.Failed(thrown.trouble(), thrown.trace());
            case Event.Said(Message.OutOfRoom(String what)) -> new Outcome.OutOfMemory(spec.heapMib(), what);
            case Event.Flooded _ -> new Outcome.OutputFlood(spec.outputBytes());
            case Event.Gone gone -> gone.outcome(spec);
            case Event.Garbled(String how) -> new Outcome.Misbehaved(how);
            default -> new Outcome.Misbehaved("a worker does not say " + event);
        };
    }

    /// The module that the worker has it from. In the tests of a plugin this JVM has the host on its class path; the
    /// worker never has.
    private static String module(Class<?> job) {
        return job.getModule().isNamed() ? job.getModule().getName() : "faultline.host";
    }
}
