package faultline.host.bench;

import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.host.worker.Job;
import faultline.host.worker.JobContext;
import faultline.lab.linux.Trigger;
import java.nio.file.Path;

/// Loads the library at this path and looks whether a uprobe is on its function.
public record TriggerJob() implements Job<String, Trigger.Sight> {
    @Override public void run(String library, JobContext<Trigger.Sight> context) {
        try {
            context.reply(Trigger.load(Path.of(library)).look());
        } catch (IllegalArgumentException refused) {
            throw new Trouble(Exit.INCONCLUSIVE, "the library of the probed function does not load")
                    .why(refused.getMessage()).where(library);
        }
    }
}
