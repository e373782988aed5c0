package faultline.lab.mutant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import faultline.kernel.lock.LockStrategy;
import faultline.lab.Exploration;
import faultline.lab.Patient;
import faultline.lab.scenario.MmScenarios;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each mutant is convicted by its scenario, or nothing of it can be seen, and the reason why stands in [Mutants].
@DisplayNameGeneration(ReplaceUnderscores.class)
class MutantsTest {
    private static int convicted;
    private static int equivalent;
    private static long executions;

    static List<Mutant> all() {
        return Mutants.all();
    }

    static Stream<List<LockStrategy>> copies() {
        return Mutants.copies();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void it_is_convicted_or_known_to_do_no_harm(Mutant mutant) {
        Exploration found = mutant.run();
        executions += found.executions();

        if (mutant.isConvicted()) {
            assertNotNull(found.failure(), found::covered);
            assertTrue(mutant.isConvictedBy(found.failure().what()), found.failure()::what);
            convicted++;
        } else {
            assertNull(found.failure(), found::toString);
            assertTrue(found.isComplete() || found.executions() == mutant.bound(), found.covered());
            equivalent++;
        }
    }

    /// Or what convicts a flaw might convict the copy.
    @ParameterizedTest(name = "{0}")
    @MethodSource("copies")
    void a_copy_with_nothing_wrong_is_the_strategy(List<LockStrategy> pair) {
        for (String scenario : List.of("read-at-stack-growth", "look-at-merge", "fault-at-mprotect")) {
            Exploration copy = explored(pair.get(0), scenario);
            Exploration original = explored(pair.get(1), scenario);

            assertEquals(original.outcomes(), copy.outcomes(), scenario);
            assertEquals(original.executions(), copy.executions(), scenario);
        }
    }

    private static Exploration explored(LockStrategy strategy, String scenario) {
        return Patient.explorer().explore(MmScenarios.whole(strategy).stream()
                .filter(one -> one.name().equals(scenario)).findFirst().orElseThrow());
    }

    @Test
    void there_are_enough_of_them() {
        assertTrue(Mutants.all().stream().filter(Mutant::isConvicted).count() >= 100, () -> "" + Mutants.all().size());
    }

    @AfterAll
    static void summary() {
        System.out.println(convicted + " mutants convicted, " + equivalent + " shown to do no harm, in " + executions
                + " executions");
    }
}
