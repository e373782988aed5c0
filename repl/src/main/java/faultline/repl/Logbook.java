package faultline.repl;

import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.repl.text.Answer;
import faultline.repl.work.Journal;
import faultline.repl.work.PredictFirst;
import faultline.repl.work.RunLog;

/// What stands around each command that runs: a prediction that must come first, the figures that a report
/// will want, and what `status` says of the last one.
final class Logbook {
    private final PredictFirst predictFirst;
    private final RunLog runs;
    private final Journal journal;

    @Inject Logbook(PredictFirst predictFirst, RunLog runs, Journal journal) {
        this.predictFirst = predictFirst;
        this.runs = runs;
        this.journal = journal;
    }

    /// Before it runs: a trouble if it may not yet.
    void before(String name, List<String> asked) {
        predictFirst.refuse(name, asked);
    }

    /// It answered.
    void answered(String name, List<String> asked, Answer answer) {
        runs.keep(name, asked, answer);
    }

    /// It ended so. Words that no command takes are no run.
    void ended(String name, List<String> words, Exit exit, long beganNanos) {
        Duration took = Duration.ofNanos(System.nanoTime() - beganNanos);
        journal.add(new Journal.Run(name, String.join(" ", words), exit, took));
    }

    /// It ended in trouble.
    void ended(String name, List<String> words, Trouble trouble, long beganNanos) {
        if (trouble.exit() != Exit.USAGE) {
            ended(name, words, trouble.exit(), beganNanos);
        }
    }
}
