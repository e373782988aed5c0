package faultline.host.explore;

import faultline.host.plugin.Plugin;
import faultline.host.plugin.PluginLayer;
import faultline.host.worker.Job;
import faultline.host.worker.JobContext;
import faultline.kernel.lock.LockStrategy;
import faultline.lab.Exploration.Edge;
import faultline.lab.Explorer;
import faultline.lab.Scenario;
import faultline.lab.Scenarios;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a strategy costs an exploration, and where it is racy on purpose.
public record AskJob() implements Job<Plugin.Origin, AskJob.Told> {

    /// @param faultSteps how many steps each kind of fault takes
    /// @param racy       loads without an order of words that are loaded in order elsewhere
    public record Told(Map<String, Integer> faultSteps, List<Edge> racy) {
    }

    @Override public void run(Plugin.Origin origin, JobContext<Told> context) {
        LockStrategy strategy = PluginLayer.load(origin);
        Explorer explorer = Subject.explorer(strategy);
        Map<String, Integer> steps = new LinkedHashMap<>();
        Scenarios.singleFaults(strategy).forEach(fault -> steps.put(fault.name(), explorer.steps(fault)));
        Map<String, Edge> racy = new LinkedHashMap<>();
        for (Scenario scenario : Scenarios.over(strategy)) {
            explorer.racyOnPurpose(scenario, strategy.getClass().getPackageName())
                    .forEach(edge -> racy.putIfAbsent(edge.source(), edge));
        }
        context.reply(new Told(steps, List.copyOf(racy.values())));
    }
}
