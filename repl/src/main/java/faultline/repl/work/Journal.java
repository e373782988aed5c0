package faultline.repl.work;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import faultline.host.Exit;

/// What was run in this session, and how it ended.
@Singleton
public final class Journal {
    /// Asking about the desk itself is no run.
    private static final Set<String> NOT_RUNS = Set.of("help", "status", "source", "quit", "doctor");

    private final List<Run> runs = new ArrayList<>();

    @Inject Journal() {
    }

    /// @param command its name
    /// @param typed   all of it
    public record Run(String command, String typed, Exit exit, Duration took) {
    }

    public synchronized void add(Run run) {
        if (!NOT_RUNS.contains(run.command())) {
            runs.add(run);
        }
    }

    public synchronized Optional<Run> last() {
        return runs.isEmpty() ? Optional.empty() : Optional.of(runs.getLast());
    }
}
