package faultline.lab.explorer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import faultline.kernel.lock.LockStrategy;
import faultline.lab.Exploration;
import faultline.lab.Patient;
import faultline.lab.Scenario;
import faultline.lab.Strategies;
import faultline.lab.scenario.MmScenarios;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Looks at an address space that changes: the whole kernel, every execution.
@DisplayNameGeneration(ReplaceUnderscores.class)
class LookTest {

    static List<LockStrategy> strategies() {
        return Strategies.all();
    }

    private static Scenario scenario(String strategy, String name) {
        LockStrategy over = Strategies.all().stream().filter(one -> one.name().equals(strategy)).findFirst()
                .orElseThrow();
        return MmScenarios.whole(over).stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("strategies")
    void a_look_sees_the_old_mapping_or_the_new_one_never_half_of_each(LockStrategy strategy) {
        Exploration found = Patient.explorer().explore(scenario(strategy.name(), "look-at-remap"));

        assertEquals(strategy.name().equals("mmap-lock") ? Set.of("fell back")
                : Set.of("a.so+1", "b.so+2", "fell back"), found.outcomes().keySet(), found::toString);
        assertTrue(found.isComplete(), found.covered());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("strategies")
    void a_stack_that_grows_moves_its_start_and_its_offset_together(LockStrategy strategy) {
        Exploration found = Patient.explorer().explore(scenario(strategy.name(), "look-at-stack-growth"));

        assertEquals(strategy.name().equals("mmap-lock") ? Set.of("fell back") : Set.of("the same page", "fell back"),
                found.outcomes().keySet(), found::toString);
        assertTrue(found.isComplete(), found.covered());
    }

    @ParameterizedTest(name = "{0} without {1}: {2} breaks, {3}")
    @CsvSource({
        "vma-seq,  A,          look-at-stack-growth, saw anonymous+6",
        "vma-seq,  B,          look-at-stack-growth, saw anonymous+6",
        "vma-seq,  C,          look-at-stack-growth, saw anonymous+6",
        "vma-seq,  F,          look-at-stack-growth, saw anonymous+6",
        "vma-seq,  E,          look-at-second-write, saw a.so+1",
        "vma-seq,  G,          look-at-second-write, saw a.so+1",
        "rwsem,    D,          look-at-remap,        data race",
        "seqcount, SeqCount.C, look-at-remap,        saw b.so+1",
        "seqcount, SeqCount.D, look-at-remap,        saw a.so+2"})
    void an_edge_is_needed(String strategy, String edge, String name, String how) {
        Exploration found = Patient.explorer().without(edge).explore(scenario(strategy, name));

        assertTrue(found.failure() != null && found.failure().what().startsWith(how), found::toString);
        assertTrue(found.failure().token().length() <= 60, found.failure().token());
        assertTrue(found.failure().report().lines().count() <= 40, found.failure().report());
        assertEquals(found.failure(), Patient.explorer().without(edge)
                .replay(scenario(strategy, name), found.failure().token()).failure());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"refcount, 1", "store-free, 0"})
    void the_early_unordered_check_is_known_for_what_it_is(String strategy, int racy) {
        LockStrategy over = Strategies.all().stream().filter(one -> one.name().equals(strategy)).findFirst()
                .orElseThrow();
        Set<String> found = new TreeSet<>();
        for (Scenario scenario : MmScenarios.over(over)) {
            Patient.explorer().racyOnPurpose(scenario, over.getClass().getPackageName())
                    .forEach(edge -> found.add(edge.source() + " " + edge.advice()));
        }

        assertEquals(racy, found.size(), found.toString());
        assertTrue(found.stream().allMatch(one -> one.contains("mm_lock_seq is loaded again in order, as E at")),
                found.toString());
    }
}
