package faultline.host.session;

import faultline.host.worker.Job;
import faultline.host.worker.JobContext;
import faultline.lab.session.Session;
import faultline.lab.session.SessionAnswer;
import faultline.lab.session.SessionRequest;

/// Asks the worker's own [Session] one thing. A [BootJob] has run before.
public record SessionJob() implements Job<SessionRequest, SessionAnswer> {
    @Override public void run(SessionRequest request, JobContext<SessionAnswer> context) {
        context.reply(context.kept(Session.class).answer(request));
    }
}
