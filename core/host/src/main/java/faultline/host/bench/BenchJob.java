package faultline.host.bench;

import faultline.host.plugin.Blame;
import faultline.host.plugin.Plugin;
import faultline.host.plugin.PluginLayer;
import faultline.host.worker.Job;
import faultline.host.worker.JobContext;
import faultline.lab.bench.Bench;
import faultline.lab.bench.BenchSpec;
import faultline.lab.bench.Fork;

/// Measures one fork of a row. The only job of its worker, which has loaded no other strategy.
public record BenchJob() implements Job<BenchJob.Order, BenchJob.News> {

    /// @param strategy where the one that `spec` names is
    public record Order(Plugin.Origin strategy, BenchSpec spec) {
    }

    /// What the job says: what it is doing, and at last what it measured.
    public sealed interface News {
    }

    public record Doing(String what) implements News {
    }

    public record Measured(Fork fork) implements News {
    }

    @Override public void run(Order order, JobContext<News> context) throws InterruptedException {
        Blame.on(order.strategy(), () -> context.reply(new Measured(Bench.run(order.spec(),
                PluginLayer.load(order.strategy()), what -> context.reply(new Doing(what))))));
    }
}
