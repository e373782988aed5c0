package faultline.repl.work;

import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.host.explore.ExploreJob;
import faultline.host.explore.ExploreJob.Explored;
import faultline.host.explore.ReplayJob;
import faultline.host.worker.Job;
import faultline.host.worker.Outcome;
import faultline.host.worker.Worker;
import faultline.host.worker.WorkerSpec;
import faultline.host.worker.Workers;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Explores: what comes with the product in a worker that stays for the next command, since that is our code alone; the
/// exercise under way in another that stays; and a strategy that was loaded in a worker of its own. What a worker has
/// learnt to run fast stays so. A failure that is found is kept.
///
/// Workers have one compiler: with two a search is faster only after ten seconds, and few take more than two.
public final class Explorations {
    private static final Duration BRIEF = Duration.ofSeconds(10);
    private static final Duration SLACK = Duration.ofSeconds(20);   // to start, to make a failure small, to tell it

    private final Workers workers;
    private final Progress progress;
    private final FailureFile failures;

    @Inject Explorations(Workers workers, Progress progress, FailureFile failures) {
        this.workers = workers;
        this.progress = progress;
        this.failures = failures;
    }

    /// @param found   what was explored, each with its coverage
    /// @param trouble what ended it before its time
    public record Result(List<Explored> found, Optional<Trouble> trouble) {
    }

    /// One command's searches, all in one worker.
    public final class Searching implements AutoCloseable {
        private final Material material;
        private final WorkerSpec spec;
        private Worker worker;
        private String standing = "";       // where the strategy was seen last

        private Searching(Material material, Duration longest) {
            this.material = material;
            this.spec = WorkerSpec.interactive("faultline.lab").roots(material.needs()).time(longest);
        }

        /// Searches as `order` says.
        public Result run(ExploreJob.Order order) {
            List<Explored> found = new ArrayList<>();
            Optional<Trouble> trouble = ask(ExploreJob.class, order, (ExploreJob.News news) -> {
                switch (news) {
                    case ExploreJob.Doing(String what) -> progress.show(material.name() + ": " + what);
                    case ExploreJob.Standing(String place) -> standing = place;
                    case Explored explored -> found.add(explored);
                }
            });
            found.stream().flatMap(one -> one.failure().stream()).forEach(failures::keep);
            return new Result(found, trouble);
        }

        /// Runs one execution again.
        public Result run(ReplayJob.Order order) {
            List<Explored> found = new ArrayList<>();
            Optional<Trouble> trouble = ask(ReplayJob.class, order, found::add);
            found.stream().flatMap(one -> one.failure().stream()).forEach(failures::keep);
            return new Result(found, trouble);
        }

        /// Any other job; what ended it, unless it finished.
        public <Q, R> Optional<Trouble> ask(Class<? extends Job<Q, R>> job, Q order,
                                             Consumer<? super R> replies) {
            Outcome outcome = material.isOurs() ? workers.errand(spec, job, order, replies)
                    : material.strategy().isEmpty() ? workers.ownErrand(spec, job, order, replies)
                    : alone().run(job, order, replies);
            progress.clear();
            if (outcome instanceof Outcome.TimedOut(Duration after)) {
                return Optional.of(new Trouble(Exit.INCONCLUSIVE, material.name() + ": one execution went on for "
                        + after.toSeconds() + " s").why("a task loops without touching memory, so nobody can tell").where(standing));
            }
            return outcome.trouble(material.name());
        }

        private Worker alone() {
            if (worker == null || !worker.usable()) {
                close();
                worker = workers.start(spec);
            }
            return worker;
        }

        @Override public void close() {
            if (worker != null) {
                worker.close();
                worker = null;
            }
        }
    }

    /// For searches over this, each at most so long.
    public Searching over(Material material, Duration longest) {
        return new Searching(material, longest.plus(SLACK));
    }

    /// For a few executions at a time, answered at once.
    public Searching brieflyOver(Material material) {
        return over(material, BRIEF);
    }
}
