package faultline.host.explore;

import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.host.worker.Job;
import faultline.host.worker.JobContext;
import faultline.kernel.lock.LockStrategy;
import faultline.lab.Exploration;
import faultline.lab.Explorer;
import faultline.lab.RunToken;
import faultline.lab.Scenario;

/// Runs the execution that a token names, once more.
public record ReplayJob() implements Job<ReplayJob.Order, ExploreJob.Explored> {

    /// @param token with its decisions in it
    public record Order(Subject subject, String token) {
    }

    @Override public void run(Order order, JobContext<ExploreJob.Explored> context) {
        LockStrategy strategy = order.subject().load();
        Scenario scenario = order.subject().scenario(strategy);
        Explorer explorer = order.subject().explorer(strategy);
        String build = RunToken.parse(order.token()).build();
        if (!build.equals(explorer.build())) {
            String of = strategy == null ? "Faultline" : strategy.name();
            throw new Trouble(Exit.USAGE, "the token is of build " + build + " of " + of + ", and this is build "
                    + explorer.build()).why("a run means nothing to other code: explore again")
                    .next("explore " + (strategy == null ? "" : strategy.name() + " ") + scenario.name());
        }
        Exploration found = explorer.replay(scenario, order.token());
        context.reply(ExploreJob.told(scenario, found, -1));
    }
}
