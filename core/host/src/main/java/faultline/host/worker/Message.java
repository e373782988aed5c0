package faultline.host.worker;

import faultline.host.Exit;
import faultline.host.Trouble;

/// What a worker and its parent say to each other.
///
/// ```
///     parent                          worker
///                                     Hello(token)     once, and first
///     Run(job, request)  ──────────▶
///                        ◀──────────  Reply(answer)    none, one or many
///     Cancel             ──────────▶
///                        ◀──────────  Done, Failure or OutOfRoom
/// ```
///
/// The end of the channel says the rest: for the worker that its parent is gone, for the parent that the
/// worker is.
sealed interface Message {

    /// Proves that it is the worker which was started, and not another process that found the socket.
    record Hello(String token) implements Message {
    }

    /// Asks for one job: its class, the module that has it, and the request as [Wire] writes it.
    record Run(String module, String job, byte[] request) implements Message {
    }

    record Cancel() implements Message {
    }

    record Reply(byte[] answer) implements Message {
    }

    record Done() implements Message {
    }

    /// An exception ended the job.
    record Failure(Exit exit, String what, String why, String where, String next, String trace)
            implements Message {

        static Failure of(Trouble trouble, String trace) {
            return new Failure(trouble.exit(), trouble.what(), trouble.why(), trouble.where(), trouble.next(),
                    trace);
        }

        Trouble trouble() {
            return new Trouble(exit, what, why, where, next);
        }
    }

    /// An OutOfMemoryError ended the job that did not end the JVM: there was no thread to be had.
    record OutOfRoom(String what) implements Message {
    }
}
