package faultline.host.check;

import java.util.function.Consumer;
import java.util.stream.Stream;
import faultline.host.plugin.Plugin;
import faultline.host.plugin.PluginLayer;
import faultline.host.worker.Job;
import faultline.host.worker.JobContext;
import faultline.kernel.lock.LockStrategy;
import faultline.lab.contract.Examination;
import faultline.lab.contract.Finding;

/// Puts one strategy to the parts of an [Examination] that are asked for. One that never ends is known by
/// what it was doing last.
public record CheckJob() implements Job<CheckJob.Order, CheckJob.News> {
    private static final long LOOK_MILLIS = 500;

    /// @param part as [Examination] names it
    public record Order(Plugin.Origin strategy, String part) {
    }

    /// What the job says: what it is doing, and at last what it found.
    public sealed interface News {
    }

    public record Doing(String what) implements News {
    }

    public record Found(Finding finding) implements News {
    }

    @Override public void run(Order order, JobContext<News> context) throws InterruptedException {
        LockStrategy strategy = PluginLayer.load(order.strategy());
        String[] last = {"start"};
        Consumer<String> doing = what -> {
            last[0] = what;
            context.reply(new Doing(what));
        };
        Thread job = Thread.currentThread();
        Thread watch = Thread.ofPlatform().daemon().name("watch")
                .start(() -> watch(job, strategy, last, context));
        try {
            Examination.parts().stream().filter(part -> part.name().equals(order.part()))
                    .forEach(part -> context.reply(new Found(part.asked().apply(strategy, doing))));
        } finally {
            watch.interrupt();
            watch.join();
        }
    }

    /// Says now and then in which line of the strategy the job stands. Where its time ends, that is the place
    /// to look.
    private static void watch(Thread job, LockStrategy strategy, String[] last, JobContext<News> context) {
        try {
            while (true) {
                Thread.sleep(LOOK_MILLIS);
                Stream.of(job.getStackTrace()).filter(frame -> isOf(strategy, frame)).findFirst()
                        .ifPresent(frame ->
                        context.reply(new Doing(last[0] + ", in " + frame.getFileName() + ":"
                                + frame.getLineNumber())));
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isOf(LockStrategy strategy, StackTraceElement frame) {
        String module = strategy.getClass().getModule().getName();
        return module != null && module.equals(frame.getModuleName());
    }
}
