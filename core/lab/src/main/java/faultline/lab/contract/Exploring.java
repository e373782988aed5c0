package faultline.lab.contract;

import faultline.kernel.lock.LockStrategy;
import faultline.lab.Exploration;
import faultline.lab.Explorer;
import faultline.lab.Scenario;
import faultline.lab.Verdict;
import faultline.lab.scan.Offence;
import faultline.lab.scan.Scan;
import faultline.lab.scenario.MmScenarios;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Every order of steps, up to so many, and then some at random.
final class Exploring {
    private static final String PART = "exploration";
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final Duration AT_RANDOM = Duration.ofSeconds(2);
    private static final long SEED = 1;

    private Exploring() {
    }

    /// @param most   executions of each scenario; 50,000 are all that one of a right strategy has
    /// @param random whether what is left is looked at here and there
    static Finding check(LockStrategy strategy, Consumer<String> doing, long most, boolean random) {
        doing.accept("what no world can see");
        List<Offence> unseen = Scan.of(strategy.getClass());
        if (!unseen.isEmpty()) {
            return new Finding(PART, Verdict.UNKNOWN, "not explored: it does what no world can see",
                    Offence.told(unseen));
        }
        Map<String, List<String>> covered = new LinkedHashMap<>();   // how far, and which scenarios so far
        boolean complete = true;
        for (Scenario scenario : MmScenarios.over(strategy)) {
            doing.accept(scenario.name() + ", every order of steps");
            Exploration found = Explorer.create().of(strategy).within(LONGEST).upTo(most).explore(scenario);
            String before = "";
            if (found.failure() == null && !found.isComplete()) {
                complete = false;   // what was not looked at does not pass
                if (random) {
                    before = found.covered() + "; ";
                    doing.accept(scenario.name() + ", at random");
                    found = Explorer.create().of(strategy).within(AT_RANDOM).hunt(scenario, SEED);
                }
            }
            if (found.failure() != null) {
                return new Finding(PART, Verdict.FAIL, scenario.name() + ": " + found.covered(),
                        found.failure().report());
            }
            boolean all = found.isComplete();
            String far = all ? "no failure in all executions" : before + found.covered();
            covered.computeIfAbsent(far, _ -> new ArrayList<>())
                    .add(scenario.name() + (all ? " (" + found.executions() + ")" : ""));
        }
        return new Finding(PART, complete ? Verdict.PASS : Verdict.UNKNOWN, told(covered), "");
    }

    private static String told(Map<String, List<String>> covered) {
        return covered.entrySet().stream().map(far -> far.getKey() + ": " + String.join(", ", far.getValue()))
                .collect(Collectors.joining("; "));
    }
}
