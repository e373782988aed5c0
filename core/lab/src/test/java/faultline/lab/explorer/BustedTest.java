package faultline.lab.explorer;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import faultline.kernel.lock.LockStrategy;
import faultline.lab.Exploration;
import faultline.lab.Explorer;
import faultline.lab.Scenario;
import faultline.lab.busted.Busted;
import faultline.lab.scenario.MmScenarios;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A library that one of these passes is none.
@DisplayNameGeneration(ReplaceUnderscores.class)
class BustedTest {

    static List<LockStrategy> all() {
        return Busted.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void some_scenario_convicts_it(LockStrategy strategy) {
        List<String> covered = new ArrayList<>();
        Exploration.Failure failure = null;
        for (Scenario scenario : MmScenarios.over(strategy)) {
            Exploration found = Explorer.create().within(Duration.ofSeconds(1)).explore(scenario);
            if (found.failure() == null && !found.isComplete()) {
                covered.add(scenario.name() + ": " + found.covered());
                found = Explorer.create().within(Duration.ofSeconds(3)).hunt(scenario, 1);
            }
            covered.add(scenario.name() + ": " + found.covered());
            if (found.failure() != null) {
                failure = found.failure();
                break;
            }
        }

        assertNotNull(failure, () -> String.join("\n", covered));
    }
}
