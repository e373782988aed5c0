package faultline.host.explore;

import faultline.host.worker.Job;
import faultline.host.worker.JobContext;
import faultline.kernel.lock.LockStrategy;
import faultline.lab.Explorer;
import faultline.lab.Scenario;
import faultline.lab.Walk;
import java.util.List;

/// Walks through the execution that a token names, or that somebody decides choice by choice.
public record WalkJob() implements Job<WalkJob.Order, Walk> {

    /// @param token   with its decisions in it; empty where somebody decides
    /// @param choices what was decided so far
    public record Order(Subject subject, String token, List<Walk.Choice> choices) {
    }

    @Override public void run(Order order, JobContext<Walk> context) {
        LockStrategy strategy = order.subject().load();
        Scenario scenario = order.subject().scenario(strategy);
        Explorer explorer = order.subject().explorer(strategy);
        if (order.token().isEmpty()) {
            context.reply(explorer.play(scenario, order.choices()));
        } else {
            ReplayJob.checkBuild(order.token(), explorer, scenario);
            context.reply(explorer.walk(scenario, order.token()));
        }
    }
}
