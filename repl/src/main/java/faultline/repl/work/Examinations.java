package faultline.repl.work;

import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.host.check.CheckJob;
import faultline.host.plugin.Plugin;
import faultline.host.worker.Outcome;
import faultline.host.worker.Worker;
import faultline.host.worker.WorkerSpec;
import faultline.host.worker.Workers;
import faultline.lab.Verdict;
import faultline.lab.contract.Examination;
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
    public Result run(Plugin plugin) {
        List<Finding> findings = new ArrayList<>();
        try {
            for (Examination.Part part : Examination.parts()) {
                findings.add(ask(plugin, part.name()));
            }
            return new Result(findings, Optional.empty());
        } catch (Trouble stopped) {
            return new Result(findings, Optional.of(stopped));
        } finally {
            progress.clear();
        }
    }

    private Finding ask(Plugin plugin, String part) {
        List<Finding> found = new ArrayList<>();
        String[] doing = {"start"};
        try (Worker worker = workers.start(WorkerSpec.interactive("faultline.lab").roots(plugin.needs())
                .time(limit.or(LONGEST_PART)))) {
            workers.prepare();   // the next part's begins to start beside this part
            Outcome outcome = worker.run(CheckJob.class, new CheckJob.Order(plugin.origin(), part), news -> {
                switch (news) {
                    case CheckJob.Doing(String what) -> {
                        doing[0] = what;
                        progress.show(plugin.name() + ", " + part + ": " + what);
                    }
                    case CheckJob.Found(Finding finding) -> found.add(finding);
                }
            });
            Optional<Trouble> trouble = outcome.trouble(plugin.name());
            if (trouble.isPresent() && (outcome instanceof Outcome.Cancelled
                    || trouble.get().exit() == Exit.PLUGIN)) {
                throw trouble.get();
            }
            return trouble.map(t -> ended(part, doing[0], outcome, t)).orElseGet(found::getFirst);
        }
    }

    /// Time that is over proves nothing; any other end does.
    private static Finding ended(String part, String doing, Outcome outcome, Trouble trouble) {
        return new Finding(part, outcome instanceof Outcome.TimedOut ? Verdict.UNKNOWN : Verdict.FAIL,
                "ended at: " + doing, trouble.text());
    }
}
