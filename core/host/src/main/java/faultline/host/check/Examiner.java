package faultline.host.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.host.plugin.Plugin;
import faultline.host.worker.Outcome;
import faultline.host.worker.Worker;
import faultline.host.worker.WorkerSpec;
import faultline.lab.Verdict;
import faultline.lab.contract.Examination.Depth;
import faultline.lab.contract.Finding;

/// Puts a strategy to one part of its examination, in a worker. What ends the worker is a finding like any other.
public final class Examiner {
    private static final Duration LONGEST_PART = Duration.ofSeconds(120);

    private Examiner() {
    }

    /// The worker that a part needs: a fresh one each, since one that failed may have left its threads behind.
    public static WorkerSpec spec(Plugin plugin) {
        return WorkerSpec.interactive("faultline.lab").roots(plugin.needs()).time(LONGEST_PART);
    }

    /// @param part  as [faultline.lab.contract.Examination] names it
    /// @param doing is told what is being done
    /// @throws Trouble if somebody stopped it, or the strategy does not load
    public static Finding ask(Worker worker, Plugin plugin, String part, Depth depth, Consumer<String> doing) {
        List<Finding> found = new ArrayList<>();
        String[] last = {"start"};
        Outcome outcome = worker.run(CheckJob.class, new CheckJob.Order(plugin.origin(), part, depth), news -> {
            switch (news) {
                case CheckJob.Doing(String what) -> {
                    last[0] = what;
                    doing.accept(what);
                }
                case CheckJob.Found(Finding finding) -> found.add(finding);
            }
        });
        Optional<Trouble> trouble = outcome.trouble(plugin.name());
        if (trouble.isPresent() && (outcome instanceof Outcome.Cancelled || trouble.get().exit() == Exit.PLUGIN)) {
            throw trouble.get();
        }
        return trouble.map(t -> ended(part, last[0], outcome, t)).orElseGet(found::getFirst);
    }

    /// Time that is over proves nothing; any other end does.
    private static Finding ended(String part, String doing, Outcome outcome, Trouble trouble) {
        return new Finding(part, outcome instanceof Outcome.TimedOut ? Verdict.UNKNOWN : Verdict.FAIL,
                "ended at: " + doing, trouble.text());
    }
}
