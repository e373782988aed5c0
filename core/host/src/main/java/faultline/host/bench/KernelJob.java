package faultline.host.bench;

import faultline.host.worker.Job;
import faultline.host.worker.JobContext;
import faultline.lab.bench.BenchSpec;
import faultline.lab.bench.KernelBench;
import java.nio.file.Path;

/// Measures one fork of a row of the kernel beneath. The only job of its worker.
public record KernelJob() implements Job<KernelJob.Order, BenchJob.News> {

    /// @param library where the function is that an administrator has put a uprobe on, if it needs one
    public record Order(BenchSpec spec, String library) {
    }

    @Override public void run(Order order, JobContext<BenchJob.News> context) throws InterruptedException {
        context.reply(new BenchJob.Measured(KernelBench.run(order.spec(), Path.of(order.library()),
                what -> context.reply(new BenchJob.Doing(what)))));
    }
}
