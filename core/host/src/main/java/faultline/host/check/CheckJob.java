package faultline.host.check;

import java.util.function.Consumer;
import faultline.host.plugin.Plugin;
import faultline.host.plugin.PluginLayer;
import faultline.host.plugin.Watchman;
import faultline.host.worker.Job;
import faultline.host.worker.JobContext;
import faultline.kernel.lock.LockStrategy;
import faultline.lab.contract.Examination;
import faultline.lab.contract.Examination.Depth;
import faultline.lab.contract.Finding;

/// Puts one strategy to the parts of an [Examination] that are asked for. One that never ends is known by
/// what it was doing last.
public record CheckJob() implements Job<CheckJob.Order, CheckJob.News> {
    /// @param part as [Examination] names it
    public record Order(Plugin.Origin strategy, String part, Depth depth) {
    }

    /// What the job says: what it is doing, and at last what it found.
    public sealed interface News {
    }

    public record Doing(String what) implements News {
    }

    public record Found(Finding finding) implements News {
    }

    @Override public void run(Order order, JobContext<News> context) {
        LockStrategy strategy = PluginLayer.load(order.strategy());
        String[] last = {"start"};
        Consumer<String> doing = what -> {
            last[0] = what;
            context.reply(new Doing(what));
        };
        String module = strategy.getClass().getModule().getName();
        try (Watchman _ = new Watchman(module == null ? "" : module,
                place -> context.reply(new Doing(last[0] + ", in " + place)))) {
            Examination.parts(order.depth()).stream().filter(part -> part.name().equals(order.part()))
                    .forEach(part -> context.reply(new Found(part.asked().apply(strategy, doing))));
        }
    }
}
