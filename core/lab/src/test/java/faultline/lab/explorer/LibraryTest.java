package faultline.lab.explorer;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import faultline.kernel.lock.LockStrategy;
import faultline.lab.Exploration;
import faultline.lab.Explorer;
import faultline.lab.Scenario;
import faultline.lab.Strategies;
import faultline.lab.scenario.MmScenarios;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/// Every plugin is right in every scenario of the library, whichever there are. How far each is searched is said in
/// executions, so that it is the same on every machine; all there is to try is tried with -Pfull.
@DisplayNameGeneration(ReplaceUnderscores.class)
class LibraryTest {
    private static final boolean FULL = Boolean.getBoolean("faultline.full");
    private static final long MOST = FULL ? Long.MAX_VALUE : 3_000;
    private static final Duration LONGEST = FULL ? Duration.ofHours(1) : Duration.ofMinutes(2);

    private static long scenarios;
    private static long whole;
    private static long executions;

    @TestFactory
    Stream<DynamicContainer> every_plugin_is_right() {
        return Strategies.all().stream().map(strategy -> dynamicContainer(strategy.name(),
                library(strategy).stream().map(scenario -> dynamicTest(scenario.name(), () -> explore(scenario)))));
    }

    private static List<Scenario> library(LockStrategy strategy) {
        return FULL ? MmScenarios.whole(strategy) : MmScenarios.over(strategy);
    }

    private static void explore(Scenario scenario) {
        Exploration found = Explorer.create().within(LONGEST).upTo(MOST).explore(scenario);

        assertNull(found.failure(), () -> found.failure().report());
        assertTrue(found.isComplete() || !FULL && found.executions() >= MOST, found.covered());
        scenarios++;
        whole += found.isComplete() ? 1 : 0;
        executions += found.executions();
    }

    @AfterAll
    static void say_how_much_that_was() {
        System.out.println("library: " + Search.number(executions) + " executions of " + scenarios + " scenarios, "
                + whole + " of them to the end");
    }
}
