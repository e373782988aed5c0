package faultline.host.explore;

import faultline.host.plugin.Watchman;
import faultline.host.worker.Job;
import faultline.host.worker.JobContext;
import faultline.lab.Exploration;
import faultline.lab.Explorer;
import faultline.lab.Scenario;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Explores one scenario, as far as its time reaches, and says on the way how far it has come.
public record ExploreJob() implements Job<ExploreJob.Order, ExploreJob.News> {
    private static final long NEWS_EVERY_NANOS = 250_000_000;

    /// @param preemptions as [Explorer.Bounds]
    /// @param staleness   as [Explorer.Bounds]
    /// @param seeds       not empty: executions at random from each of them, in place of all executions
    public record Order(Subject subject, long millis, int preemptions, int staleness, List<Seed> seeds) {
    }

    public record Seed(long value) {
    }

    /// What the job says: how far it is, and at last what it found.
    public sealed interface News {
    }

    public record Doing(String what) implements News {
    }

    /// @param place the line of the strategy in which the job stood
    public record Standing(String place) implements News {
    }

    /// @param seed    the seed of what is told here; -1 where nothing was random
    /// @param failure one, or none
    public record Explored(String scenario, Map<String, Long> outcomes, long executions, String covered,
                           boolean isComplete, long seed, List<Exploration.Failure> failure) implements News {
    }

    @Override public void run(Order order, JobContext<News> context) throws IOException {
        Subject.Ready subject = order.subject().load(context);
        Scenario scenario = subject.scenario();
        Explorer explorer = subject.explorer()
                .within(new Explorer.Bounds(order.preemptions(), order.staleness()))
                .within(Duration.ofMillis(order.millis() / Math.max(1, order.seeds().size())))
                .watchedBy(new Told(scenario, context)::goesOn);
        try (Watchman _ = new Watchman(subject.module(), place -> context.reply(new Standing(place)))) {
            search(order, scenario, explorer, context);
        }
    }

    private static void search(Order order, Scenario scenario, Explorer explorer, JobContext<News> context) {
        if (order.seeds().isEmpty()) {
            context.reply(told(scenario, explorer.explore(scenario), -1));
            return;
        }
        for (Seed seed : order.seeds()) {
            Exploration found = explorer.hunt(scenario, seed.value());
            context.reply(told(scenario, found, seed.value()));
            if (found.failure() != null || context.cancelled()) {
                return;
            }
        }
    }

    static Explored told(Scenario scenario, Exploration found, long seed) {
        return new Explored(scenario.name(), found.outcomes(), found.executions(), found.covered(),
                found.isComplete(), seed, found.failure() == null ? List.of() : List.of(found.failure()));
    }

    /// Passes on, a few times a second, how many executions there were.
    private static final class Told {
        private final Scenario scenario;
        private final JobContext<News> context;
        private long last = System.nanoTime();

        Told(Scenario scenario, JobContext<News> context) {
            this.scenario = scenario;
            this.context = context;
        }

        boolean goesOn(long executions) {
            long now = System.nanoTime();
            if (now - last > NEWS_EVERY_NANOS) {
                last = now;
                context.reply(new Doing(scenario.name() + ", "
                        + String.format(Locale.ROOT, "%,d", executions).replace(',', ' ') + " executions"));
            }
            return !context.cancelled();
        }
    }
}
