package faultline.host.explore;

import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.host.worker.Job;
import faultline.host.worker.JobContext;
import faultline.lab.Exploration;
import faultline.lab.RunToken;
import java.io.IOException;

/// Runs the execution that a token names, once more.
public record ReplayJob() implements Job<ReplayJob.Order, ExploreJob.Explored> {

    /// @param token with its decisions in it
    public record Order(Subject subject, String token) {
    }

    @Override public void run(Order order, JobContext<ExploreJob.Explored> context) throws IOException {
        Subject.Ready subject = order.subject().load(context);
        checkBuild(order.token(), subject);
        Exploration found = subject.explorer().replay(subject.scenario(), order.token());
        context.reply(ExploreJob.told(subject.scenario(), found, -1));
    }

    /// A trouble if the token is of another build.
    static void checkBuild(String token, Subject.Ready subject) {
        String build = RunToken.parse(token).build();
        String here = subject.explorer().build();
        if (!build.equals(here)) {
            String strategy = subject.explorer().strategy();
            String code = !strategy.isEmpty() ? strategy
                    : subject.module().isEmpty() ? "Faultline" : "your code";
            String over = strategy.isEmpty() ? "" : strategy + " ";
            throw new Trouble(Exit.USAGE, "the token is of build " + build + " of " + code
                    + ", and this is build " + here).why("a run means nothing to other code: explore again")
                    .next("explore " + over + subject.scenario().name());
        }
    }
}
