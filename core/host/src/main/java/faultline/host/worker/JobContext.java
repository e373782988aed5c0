package faultline.host.worker;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// What a job may ask of its worker: to pass an answer on, to keep something for the next job, and whether it
/// should stop.
public final class JobContext<R> {
    private final Consumer<? super R> replies;
    private final Map<Class<?>, Object> kept;
    private volatile boolean cancelled;

    /// A context outside a worker, as a job's own test wants it.
    public JobContext(Consumer<? super R> replies) {
        this(replies, new ConcurrentHashMap<>());
    }

    JobContext(Consumer<? super R> replies, Map<Class<?>, Object> kept) {
        this.replies = replies;
        this.kept = kept;
    }

    /// Hands one answer to the parent. It arrives there even if the job ends badly afterwards.
    public void reply(R row) {
        replies.accept(row);
    }

    /// Whether the parent wants the job to end early. The job's thread has been interrupted too; a job that
    /// does not heed either is killed after the grace time.
    public boolean cancelled() {
        return cancelled;
    }

    /// Keeps a value for the jobs that come after this one, in place of the one of its class that was kept
    /// before.
    public void keep(Object value) {
        kept.put(value.getClass(), value);
    }

    /// What an earlier job of this worker kept.
    public <T> T kept(Class<T> type) {
        return found(type).orElseThrow(() -> new IllegalStateException("no job kept a " + type.getName()));
    }

    /// What an earlier job of this worker kept, if one did.
    public <T> Optional<T> found(Class<T> type) {
        return Optional.ofNullable(type.cast(kept.get(type)));
    }

    void cancel() {
        cancelled = true;
    }
}
