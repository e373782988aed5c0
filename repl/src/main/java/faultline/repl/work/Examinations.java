package faultline.repl.work;

import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import faultline.host.Trouble;
import faultline.host.check.Examiner;
import faultline.host.plugin.Plugin;
import faultline.host.worker.Worker;
import faultline.host.worker.Workers;
import faultline.lab.contract.Examination;
import faultline.lab.contract.Examination.Depth;
import faultline.lab.contract.Finding;

/// Examines strategies, each in workers of its own. What ends a worker is a finding like any other.
public final class Examinations {
    private static final Duration LONGEST_PART = Duration.ofSeconds(60);

    private final Workers workers;
    private final TimeLimit limit;
    private final Progress progress;

    @Inject Examinations(Workers workers, TimeLimit limit, Progress progress) {
        this.workers = workers;
        this.limit = limit;
        this.progress = progress;
    }

    /// @param cut what ended it before every part was asked
    public record Result(List<Finding> findings, Optional<Trouble> cut) {
    }

    /// Asks part after part, each in a fresh worker: one that failed may have left its threads behind.
    public Result run(Plugin plugin, Depth depth) {
        List<Finding> findings = new ArrayList<>();
        List<Examination.Part> parts = Examination.parts(depth);
        Duration longest = limit.share(parts.size(), LONGEST_PART);
        try {
            for (Examination.Part part : parts) {
                findings.add(ask(plugin, part.name(), depth, longest));
            }
            return new Result(findings, Optional.empty());
        } catch (Trouble stopped) {
            return new Result(findings, Optional.of(stopped));
        } finally {
            progress.clear();
        }
    }

    private Finding ask(Plugin plugin, String part, Depth depth, Duration longest) {
        try (Worker worker = workers.start(Examiner.spec(plugin).time(longest))) {
            workers.prepare();   // the next part's begins to start beside this part
            return Examiner.ask(worker, plugin, part, depth,
                    what -> progress.show(plugin.name() + ", " + part + ": " + what));
        }
    }
}
