package faultline.host.worker;

import java.util.function.Consumer;

/// What a job may ask of its worker: to pass an answer on, and whether it should stop.
public final class JobContext<R> {
    private final Consumer<? super R> replies;
    private volatile boolean cancelled;

    /// A context outside a worker, as a job's own test wants it.
    public JobContext(Consumer<? super R> replies) {
        this.replies = replies;
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

    void cancel() {
        cancelled = true;
    }
}
