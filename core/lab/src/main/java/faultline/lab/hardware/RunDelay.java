package faultline.lab.hardware;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// How long the calling thread has waited for a processor while it could have run: what neighbours took from
/// it.
///
/// A measured window counts only if every worker lost less than [#TOLERABLE] of it. On a machine shared with
/// others nothing else tells a slow lock from a thread that was not there.
public final class RunDelay {
    /// As a part of the window.
    public static final double TOLERABLE = 0.03;

    private static final Path SCHEDSTAT = Path.of("/proc/thread-self/schedstat");
    private static final int WAITED = 1;   // fields: nanoseconds run, nanoseconds waited, time slices

    private RunDelay() {
    }

    /// Since the thread began; -1 if the system does not say.
    public static long nanos() {
        try {
            return Long.parseLong(Files.readString(SCHEDSTAT).trim().split(" ")[WAITED]);
        } catch (IOException | RuntimeException unknown) {
            return -1;
        }
    }
}
