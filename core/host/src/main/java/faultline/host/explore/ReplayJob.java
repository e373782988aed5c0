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
        checkBuild(order.token(), explorer, scenario);
        Exploration found = explorer.replay(scenario, order.token());
        context.reply(ExploreJob.told(scenario, found, -1));
    }

    /// A trouble if the token is of another build.
    static void checkBuild(String token, Explorer explorer, Scenario scenario) {
        String build = RunToken.parse(token).build();
        if (!build.equals(explorer.build())) {
            String strategy = explorer.strategy();
            throw new Trouble(Exit.USAGE, "the token is of build " + build + " of "
                    + (strategy.isEmpty() ? "Faultline" : strategy) + ", and this is build " + explorer.build())
                    .why("a run means nothing to other code: explore again")
                    .next("explore " + (strategy.isEmpty() ? "" : strategy + " ") + scenario.name());
        }
    }
}
