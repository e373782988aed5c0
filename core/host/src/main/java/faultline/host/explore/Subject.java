package faultline.host.explore;

import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.host.check.Loaded;
import faultline.host.plugin.Plugin;
import faultline.host.plugin.PluginLayer;
import faultline.host.worker.JobContext;
import faultline.kernel.lock.LockStrategy;
import faultline.lab.Explorer;
import faultline.lab.Scenario;
import faultline.lab.Scenarios;
import faultline.lab.scan.Offence;
import faultline.lab.scan.Unseen;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What is explored: a scenario, over a strategy if it needs one, with some letters left out.
///
/// @param strategy one, or none
/// @param sources  of the code that the scenario comes with, by names below the source folder; none where
///                 it is the product's
public record Subject(List<Plugin.Origin> strategy, Map<String, String> sources, String scenario,
                      List<String> dropped) {

    /// A subject whose code is in this worker and may run.
    ///
    /// @param module whose code it is; empty: the product's alone
    record Ready(Scenario scenario, Explorer explorer, String module) {
    }

    /// What a job compiled, for the next one of the same worker: a play asks at each choice.
    private record Compiled(Map<String, String> sources, Loaded code) {
    }

    /// Loads it, and compiles it first where it comes as sources; its code begins to run here.
    Ready load(JobContext<?> context) throws IOException {
        try {
            Ready ready = !sources.isEmpty() ? brought(context) : strategy.isEmpty() ? plain() : over();
            return new Ready(ready.scenario, ready.explorer.without(Set.copyOf(dropped)), ready.module);
        } catch (Unseen unseen) {
            throw blind(unseen);
        }
    }

    private Ready brought(JobContext<?> context) throws IOException {
        Optional<Compiled> before = context.found(Compiled.class).filter(one -> one.sources.equals(sources));
        Loaded handed = before.isPresent() ? before.get().code : Loaded.of(sources);
        context.keep(new Compiled(sources, handed));
        Scenario found = handed.scenario(scenario);
        return new Ready(found, handed.explorer(found), moduleOf(found));
    }

    private Ready plain() {
        return new Ready(named(Scenarios.plain()), Explorer.create(), "");
    }

    private Ready over() {
        LockStrategy loaded = PluginLayer.load(strategy.getFirst());
        return new Ready(named(Scenarios.over(loaded)), Explorer.create().of(loaded), moduleOf(loaded));
    }

    /// Who explores that strategy.
    static Explorer explorer(LockStrategy loaded) {
        try {
            return Explorer.create().of(loaded);
        } catch (Unseen unseen) {
            throw blind(unseen);
        }
    }

    private Scenario named(List<Scenario> all) {
        return all.stream().filter(one -> one.name().equals(scenario)).findFirst()
                .orElseThrow(() -> new Trouble(Exit.USAGE, "no scenario is named '" + scenario + "'"));
    }

    private static String moduleOf(Object loaded) {
        String module = loaded.getClass().getModule().getName();
        return module == null ? "" : module;
    }

    private static Trouble blind(Unseen unseen) {
        return new Trouble(Exit.INCONCLUSIVE, "not explored: it does what no world can see")
                .why(Offence.told(unseen.offences()));
    }
}
