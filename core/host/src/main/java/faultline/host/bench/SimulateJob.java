package faultline.host.bench;

import java.util.List;
import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.host.plugin.Blame;
import faultline.host.plugin.Plugin;
import faultline.host.plugin.PluginLayer;
import faultline.host.worker.Job;
import faultline.host.worker.JobContext;
import faultline.kernel.lock.LockStrategy;
import faultline.kernel.memory.KernelBug;
import faultline.lab.Simulation;
import faultline.lab.SimulationRow;
import faultline.lab.SimulationSpec;
import faultline.lab.Stuck;

/// Simulates one strategy, a row for each spec, and answers each row as soon as it is there.
public record SimulateJob() implements Job<SimulateJob.Order, SimulationRow> {

    /// @param strategy the one that is simulated
    /// @param specs    in this order
    public record Order(Plugin.Origin strategy, List<SimulationSpec> specs) {
    }

    @Override public void run(Order order, JobContext<SimulationRow> context) {
        LockStrategy strategy = PluginLayer.load(order.strategy());
        for (SimulationSpec spec : order.specs()) {
            if (context.cancelled()) {
                return;
            }
            Blame.on(order.strategy(), () -> context.reply(simulate(spec, strategy)));
        }
    }

    private static SimulationRow simulate(SimulationSpec spec, LockStrategy strategy) {
        String where = " on " + spec.cpus() + (spec.cpus() == 1 ? " CPU" : " CPUs");
        try {
            return Simulation.run(spec, strategy);
        } catch (Stuck stuck) {
            throw new Trouble(Exit.FAILED, "gets no further" + where).why(stuck.getMessage());
        } catch (KernelBug bug) {
            throw new Trouble(Exit.FAILED, "the kernel found a bug" + where).why(bug.getMessage());
        }
    }
}
