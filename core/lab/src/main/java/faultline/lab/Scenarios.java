package faultline.lab;

import faultline.kernel.lock.LockStrategy;
import faultline.lab.scenario.Messages;
import faultline.lab.scenario.Conviction;
import faultline.lab.scenario.MmScenarios;
import faultline.lab.scenario.OneFault;
import faultline.lab.scenario.SyncScenarios;
import java.util.ArrayList;
import java.util.List;

/// The library of scenarios, by who runs in them.
public final class Scenarios {
    private Scenarios() {
    }

    /// Those of every strategy. Nothing of the strategy runs before a scenario is set.
    public static List<Scenario> over(LockStrategy strategy) {
        return MmScenarios.whole(strategy);
    }

    /// What those are called that are small enough to be explored all together, every time.
    public static List<String> usual() {
        return MmScenarios.over(null).stream().map(Scenario::name).toList();
    }

    /// The scenario that fails over this strategy without this letter; "" where none is known.
    public static String convicting(String strategy, String letter) {
        return Conviction.of(strategy).stream().filter(one -> one.edge().equals(letter))
                .map(Conviction::scenario).findFirst().orElse("");
    }

    /// Those that need no strategy: memory alone, and the kernel's own locks, in code.
    public static List<Scenario> plain() {
        List<Scenario> all = new ArrayList<>(Messages.all());
        all.addAll(SyncScenarios.all());
        return all;
    }

    /// Single faults: what they cost, every scenario with a fault pays in each execution.
    public static List<Scenario> singleFaults(LockStrategy strategy) {
        return OneFault.over(strategy);
    }

    /// What the scenarios of every strategy are called.
    public static List<String> names() {
        return over(null).stream().map(Scenario::name).toList();
    }
}
