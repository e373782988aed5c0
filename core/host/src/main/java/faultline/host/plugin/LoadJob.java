package faultline.host.plugin;

import faultline.host.worker.Job;
import faultline.host.worker.JobContext;

/// Makes a strategy once, to see whether it can be made. Answers its name.
public record LoadJob() implements Job<Plugin.Origin, String> {
    @Override public void run(Plugin.Origin strategy, JobContext<String> context) {
        context.reply(PluginLayer.load(strategy).name());
    }
}
