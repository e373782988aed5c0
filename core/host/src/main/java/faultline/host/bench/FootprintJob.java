package faultline.host.bench;

import faultline.host.plugin.Blame;
import faultline.host.plugin.Plugin;
import faultline.host.plugin.PluginLayer;
import faultline.host.worker.Job;
import faultline.host.worker.JobContext;
import faultline.lab.Footprint;

/// Finds what one strategy takes up and writes.
public record FootprintJob() implements Job<Plugin.Origin, Footprint> {
    @Override public void run(Plugin.Origin strategy, JobContext<Footprint> context) {
        Blame.on(strategy, () -> context.reply(Footprint.of(PluginLayer.load(strategy))));
    }
}
