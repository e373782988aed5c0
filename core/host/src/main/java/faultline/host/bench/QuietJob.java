package faultline.host.bench;

import faultline.host.worker.Job;
import faultline.host.worker.JobContext;
import faultline.lab.bench.Quiet;

/// Looks for so many nanoseconds how fit the machine is for measuring.
public record QuietJob() implements Job<Long, Quiet> {
    @Override public void run(Long nanos, JobContext<Quiet> context) {
        context.reply(Quiet.look(nanos));
    }
}
