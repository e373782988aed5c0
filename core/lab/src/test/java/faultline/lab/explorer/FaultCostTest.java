package faultline.lab.explorer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import faultline.kernel.lock.LockStrategy;
import faultline.lab.Scenario;
import faultline.lab.Strategies;
import faultline.lab.scenario.MmScenarios;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/// What an anonymous fault costs an exploration: the accesses to cells that another task touches too, where one of the
/// two stores. That is the user's access around the fault too, which takes five. All its other steps touch what nobody else does; they change places with everything, and are tried in
/// one order only.
@DisplayNameGeneration(ReplaceUnderscores.class)
class FaultCostTest {
    private static final int OTHER_TASKS_STORE = 1 << 30;

    @Test
    void an_anonymous_fault_makes_no_more_explored_accesses_than_these() {
        Map<String, Integer> explored = new TreeMap<>();
        Strategies.all().forEach(strategy -> explored.put(strategy.name(), explored(strategy)));

        assertEquals(Map.of("mmap-lock", 26, "refcount", 30, "rwsem", 33, "seqcount", 30, "srcu", 29, "store-free", 36,
                "vma-seq", 33), explored);
    }

    /// Of the first access to a page, beside a page that is there, with everything unmapped afterwards.
    private static int explored(LockStrategy strategy) {
        Scenario scenario = MmScenarios.over(strategy).stream()
                .filter(one -> one.name().equals("second-fault-at-munmap")).findFirst().orElseThrow();
        Stage stage = new Stage(scenario, new Scripted(new int[0]), Bound.USUAL, Set.of());
        Trace trace = new Trace(stage.memory());
        stage.execution().trace = trace;
        stage.play();
        List<Event> events = trace.events();
        Map<Location, Integer> touched = new HashMap<>();
        for (Event event : events) {
            if (event.at != null) {
                boolean stores = event.stores() || event.kind == Event.Kind.LAW;
                touched.merge(event.at, 1 << event.task | (stores ? OTHER_TASKS_STORE : 0), (a, b) -> a | b);
            }
        }
        int count = 0;
        for (Event event : events) {
            int by = event.at == null ? 0 : touched.get(event.at);
            if (event.task == 0 && (by & OTHER_TASKS_STORE) != 0 && Integer.bitCount(by & ~OTHER_TASKS_STORE) > 1) {
                count++;
            }
        }
        return count;
    }
}
