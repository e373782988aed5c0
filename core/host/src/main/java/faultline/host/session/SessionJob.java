package faultline.host.session;

import faultline.host.plugin.Blame;
import faultline.host.worker.Job;
import faultline.host.worker.JobContext;
import faultline.lab.session.SessionAnswer;
import faultline.lab.session.SessionRequest;

/// Asks the worker's own session one thing. A [BootJob] has run before.
public record SessionJob() implements Job<SessionRequest, SessionAnswer> {
    @Override public void run(SessionRequest request, JobContext<SessionAnswer> context) {
        BootJob.Booted booted = context.kept(BootJob.Booted.class);
        Blame.on(booted.strategy(), () -> context.reply(booted.session().answer(request)));
    }
}
