package faultline.lab.explorer;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import faultline.kernel.lock.LockStrategy;
import faultline.lab.Exploration;
import faultline.lab.Patient;
import faultline.lab.Scenario;
import faultline.lab.busted.Busted;
import faultline.lab.busted.ReadsMarkFirst;
import faultline.lab.scenario.MmScenarios;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A library that one of these passes is none. How far it is searched is said in executions, so that it is the same on
/// every machine.
@DisplayNameGeneration(ReplaceUnderscores.class)
class BustedTest {
    private static final long MOST = 10_000;

    static List<LockStrategy> all() {
        List<LockStrategy> all = new ArrayList<>(Busted.all());
        all.add(new ReadsMarkFirst());
        return all;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void some_scenario_convicts_it(LockStrategy strategy) {
        List<String> covered = new ArrayList<>();
        Exploration.Failure failure = null;
        for (Scenario scenario : MmScenarios.over(strategy)) {
            Exploration found = Patient.explorer().upTo(MOST).explore(scenario);
            covered.add(scenario.name() + ": " + found.covered());
            if (found.failure() != null) {
                failure = found.failure();
                break;
            }
        }

        assertNotNull(failure, () -> String.join("\n", covered));
    }
}
