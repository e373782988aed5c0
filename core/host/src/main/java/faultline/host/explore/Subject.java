package faultline.host.explore;

import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.host.plugin.Plugin;
import faultline.host.plugin.PluginLayer;
import faultline.kernel.lock.LockStrategy;
import faultline.lab.Explorer;
import faultline.lab.Scenario;
import faultline.lab.Scenarios;
import faultline.lab.scan.Offence;
import faultline.lab.scan.Unseen;
import java.util.List;
import java.util.Set;

/// What is explored: a scenario, over a strategy if it needs one, with some letters left out.
///
/// @param strategy one, or none
public record Subject(List<Plugin.Origin> strategy, String scenario, List<String> dropped) {

    public static Subject plain(String scenario, List<String> dropped) {
        return new Subject(List.of(), scenario, dropped);
    }

    public static Subject over(Plugin plugin, String scenario, List<String> dropped) {
        return new Subject(List.of(plugin.origin()), scenario, dropped);
    }

    /// The strategy itself, or `null`; its code begins to run here.
    LockStrategy load() {
        return strategy.isEmpty() ? null : PluginLayer.load(strategy.getFirst());
    }

    Explorer explorer(LockStrategy loaded) {
        Explorer explorer = Explorer.create().without(Set.copyOf(dropped));
        try {
            return loaded == null ? explorer : explorer.of(loaded);
        } catch (Unseen unseen) {
            throw new Trouble(Exit.INCONCLUSIVE, "not explored: it does what no world can see")
                    .why(Offence.told(unseen.offences()));
        }
    }

    Scenario scenario(LockStrategy loaded) {
        List<Scenario> all = loaded == null ? Scenarios.plain() : Scenarios.over(loaded);
        return all.stream().filter(one -> one.name().equals(scenario)).findFirst()
                .orElseThrow(() -> new Trouble(Exit.USAGE, "no scenario is named '" + scenario + "'"));
    }
}
