package faultline.host.explore;

import faultline.host.worker.Job;
import faultline.host.worker.JobContext;
import faultline.lab.Walk;
import java.io.IOException;
import java.util.List;

/// Walks through the execution that a token names, or that somebody decides choice by choice.
public record WalkJob() implements Job<WalkJob.Order, Walk> {

    /// @param token   with its decisions in it; empty where somebody decides
    /// @param choices what was decided so far
    public record Order(Subject subject, String token, List<Walk.Choice> choices) {
    }

    @Override public void run(Order order, JobContext<Walk> context) throws IOException {
        Subject.Ready subject = order.subject().load(context);
        if (order.token().isEmpty()) {
            context.reply(subject.explorer().play(subject.scenario(), order.choices()));
        } else {
            ReplayJob.checkBuild(order.token(), subject);
            context.reply(subject.explorer().walk(subject.scenario(), order.token()));
        }
    }
}
