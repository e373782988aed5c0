package faultline.lab.mutant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import faultline.kernel.lock.LockStrategy;
import faultline.lab.Exploration;
import faultline.lab.Scenario;
import faultline.lab.Strategies;
import faultline.lab.scenario.MmScenarios;
import faultline.lab.scenario.SyncScenarios;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The bugs that the mails of this project's seeds tell of, or warn of: each is found, and replayed from its token.
@DisplayNameGeneration(ReplaceUnderscores.class)
class SeedsTest {

    static List<Mutant> bugs() {
        LockStrategy vmaSeq = strategy("vma-seq");
        return List.of(
                bug("1: no barrier behind the mark", vmaSeq, "A", "look-at-stack-growth", 0, 100),
                bug("2: no barrier before the second look at the mark", vmaSeq, "B", "look-at-stack-growth", 0, 100),
                bug("3: whose VMA it is, read when the count has dropped",
                        Variant.of(FlawedRefcount.Flaw.MM_OF_THE_NEXT_LIFE), "", "read-at-exit", 0, 3000),
                bug("4: the VMA reused between finding and locking it",
                        Variant.of(FlawedRefcount.Flaw.NO_MM_TEST), "", "look-at-reuse", 0, 300),
                bug("4: its mm freed before the wake-up",
                        Variant.of(FlawedRefcount.Flaw.MM_NOT_HELD), "", "exit-at-read", 0, 40_000),
                bug("5: a number that comes round", Variant.of(FlawedSeqcount.Flaw.NARROW_NUMBER), "",
                        "look-at-second-write", 1, 3000),
                bug("6: detached beside a reader who is on his way out",
                        Variant.of(FlawedRefcount.Flaw.STRAYS_FORGOTTEN), "", "read-at-duplicate", 1, 3000),
                new Mutant("7: the sleeper looks too early", named(SyncScenarios.all(), "rcuwait"),
                        Set.of("RcuWait.A"), 0, 100, " ", ""),
                new Mutant("7: the waker looks too early", named(SyncScenarios.all(), "rcuwait"),
                        Set.of("RcuWait.B"), 0, 100, " ", ""),
                bug("8: a file freed for any use under a look", strategy("seqcount"), "file.stable",
                        "look-at-close", 0, 200));
    }

    private static Mutant bug(String name, LockStrategy over, String dropped, String scenario, long seed, long bound) {
        return new Mutant(name, named(MmScenarios.whole(over), scenario),
                dropped.isEmpty() ? Set.of() : Set.of(dropped), seed, bound, " ", "");
    }

    private static LockStrategy strategy(String name) {
        return Strategies.all().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    }

    private static Scenario named(List<Scenario> all, String name) {
        return all.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bugs")
    void it_is_found_and_replayed(Mutant bug) {
        Exploration found = bug.run();

        assertNotNull(found.failure(), found::covered);
        assertTrue(found.failure().token().length() <= 60, found.failure()::token);
        assertEquals(found.failure(), bug.explorer().replay(bug.scenario(), found.failure().token()).failure());
    }
}
