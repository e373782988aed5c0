package faultline.host.session;

import faultline.host.plugin.Blame;
import faultline.host.plugin.Plugin;
import faultline.host.plugin.PluginLayer;
import faultline.host.worker.Job;
import faultline.host.worker.JobContext;
import faultline.lab.session.Session;

/// The first job of a session's worker: boots a kernel over a strategy, for the [SessionJob]s that follow.
public record BootJob() implements Job<Plugin.Origin, Boolean> {
    @Override public void run(Plugin.Origin strategy, JobContext<Boolean> context) {
        Blame.on(strategy, () -> context.keep(new Booted(Session.over(PluginLayer.load(strategy)), strategy)));
    }

    /// What the worker keeps.
    record Booted(Session session, Plugin.Origin strategy) {
    }
}
