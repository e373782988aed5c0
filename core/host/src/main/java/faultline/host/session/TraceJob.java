package faultline.host.session;

import faultline.host.plugin.PluginLayer;
import faultline.host.worker.Job;
import faultline.host.worker.JobContext;
import faultline.lab.trace.TraceStep;
import faultline.lab.trace.TracedSession;

/// Asks one thing of a session of its own and answers with the steps that it took.
public record TraceJob() implements Job<TraceQuestion, TraceStep> {
    @Override public void run(TraceQuestion wanted, JobContext<TraceStep> context) {
        TracedSession session = new TracedSession(PluginLayer.load(wanted.strategy()));
        wanted.before().forEach(session::replay);
        session.trace(wanted.question(), context::reply);
    }
}
