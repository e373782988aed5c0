package faultline.host.worker;

import java.time.Duration;
import java.util.Optional;
import faultline.host.Exit;
import faultline.host.Trouble;

/// How a job ended. After [Finished] and [Failed] the worker can be asked again; after anything else it is
/// gone. Answers that came before the end have been delivered in every case.
public sealed interface Outcome {

    /// What to tell a person about it; nothing when the job finished. The subject is who ran: a strategy, a
    /// plugin.
    Optional<Trouble> trouble(String subject);

    /// The job did all it was asked.
    record Finished() implements Outcome {
        @Override public Optional<Trouble> trouble(String subject) {
            return Optional.empty();
        }
    }

    /// The job threw. The trouble is its own, or made of the exception; then the trace has its frames.
    record Failed(Trouble reason, String trace) implements Outcome {
        @Override public Optional<Trouble> trouble(String subject) {
            return Optional.of(new Trouble(reason.exit(), subject + ": " + reason.what(), reason.why(),
                    reason.where(), reason.next()));
        }
    }

    /// The job was still running when its time was over.
    record TimedOut(Duration limit) implements Outcome {
        @Override public Optional<Trouble> trouble(String subject) {
            return told(Exit.TIME_LIMIT, subject, "did not end within " + seconds(limit));
        }
    }

    /// Somebody asked for it to stop, and it stopped or was killed.
    record Cancelled() implements Outcome {
        @Override public Optional<Trouble> trouble(String subject) {
            return told(Exit.INTERRUPTED, subject, "was stopped");
        }
    }

    /// The heap, the metaspace or the threads were used up.
    record OutOfMemory(int heapMib, String what) implements Outcome {
        @Override public Optional<Trouble> trouble(String subject) {
            return told(Exit.FAILED, subject, "ran out of memory in " + heapMib + " MiB of heap")
                    .map(trouble -> trouble.why(what));
        }
    }

    /// More was printed than is kept.
    record OutputFlood(long limitBytes) implements Outcome {
        @Override public Optional<Trouble> trouble(String subject) {
            return told(Exit.FAILED, subject, "printed more than " + limitBytes / 1024 + " KiB");
        }
    }

    /// Something called `System.exit` or `Runtime.halt`.
    record Exited(int code) implements Outcome {
        @Override public Optional<Trouble> trouble(String subject) {
            return told(Exit.FAILED, subject, "ended the JVM with exit code " + code)
                    .map(trouble -> trouble.why("a strategy must not call System.exit or Runtime.halt"));
        }
    }

    /// The JVM itself broke, or a signal killed it.
    record Crashed(String how) implements Outcome {
        @Override public Optional<Trouble> trouble(String subject) {
            return told(Exit.FAILED, subject, "the JVM that ran it died").map(trouble -> trouble.why(how));
        }
    }

    /// The worker said on its private channel what no job says.
    record Misbehaved(String how) implements Outcome {
        @Override public Optional<Trouble> trouble(String subject) {
            return told(Exit.FAILED, subject, "the worker misbehaved").map(trouble -> trouble.why(how));
        }
    }

    private static Optional<Trouble> told(Exit exit, String subject, String what) {
        return Optional.of(new Trouble(exit, subject + ": " + what));
    }

    private static String seconds(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }
}
