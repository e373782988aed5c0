package faultline.host.bench;

import faultline.host.plugin.Plugin;
import faultline.host.plugin.PluginLayer;
import faultline.host.worker.Job;
import faultline.host.worker.JobContext;
import faultline.lab.calibrate.Calibration;
import faultline.lab.calibrate.HostProfile;

/// Measures the prices of this host. The only job of its worker.
public record CalibrateJob() implements Job<CalibrateJob.Order, CalibrateJob.News> {

    /// @param strategy one whose readers write nothing shared
    /// @param quick    a rough idea will do
    public record Order(Plugin.Origin strategy, boolean quick) {
    }

    /// What the job says: what it is measuring, and at last what it found.
    public sealed interface News {
    }

    public record Doing(String what) implements News {
    }

    public record Found(HostProfile host) implements News {
    }

    @Override public void run(Order order, JobContext<News> context) throws InterruptedException {
        context.reply(new Found(Calibration.run(PluginLayer.load(order.strategy()),
                order.quick() ? Calibration.QUICK : Calibration.USUAL,
                what -> context.reply(new Doing(what)))));
    }
}
