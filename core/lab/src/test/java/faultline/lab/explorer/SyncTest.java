package faultline.lab.explorer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import faultline.lab.Exploration;
import faultline.lab.Explorer;
import faultline.lab.Patient;
import faultline.lab.Scenario;
import faultline.lab.scenario.SyncScenarios;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The locks of the kernel hold what they promise, and each of their edges is needed, or the reason why not stands
/// here.
@DisplayNameGeneration(ReplaceUnderscores.class)
class SyncTest {
    private static final String WRAPS = "seqcount-wraps";

    static List<Scenario> whole() {
        return SyncScenarios.all().stream().filter(scenario -> !scenario.name().equals(WRAPS)).toList();
    }

    private static Scenario named(String name) {
        return SyncScenarios.all().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("whole")
    void no_execution_breaks_a_promise(Scenario scenario) {
        Exploration found = Patient.explorer().explore(scenario);

        assertNull(found.failure(), found::toString);
        assertTrue(found.isComplete(), found.covered());
        assertTrue(scenario.possible().containsAll(found.outcomes().keySet()), found.toString());
    }

    @ParameterizedTest(name = "without {0}, {1} breaks: {2}")
    @CsvSource({
        "SpinLock.A,    spin-lock-twice,    data race",
        "SpinLock.B,    spin-lock-twice,    data race",
        "SpinLock.C,    spin-lock-twice,    nobody goes on",
        "SpinLock.D,    spin-lock-queue,    nobody goes on",
        "SpinLock.E,    spin-lock-queue,    nobody goes on",
        "SeqCount.A,    seqcount,           saw 01",
        "SeqCount.B,    seqcount,           saw 10",
        "SeqCount.C,    seqcount,           saw 10",
        "SeqCount.D,    seqcount,           saw 01",
        "Refcount.A,    refcount-free,      data race",
        "Refcount.B,    refcount-free,      data race",
        "RcuWait.A,     rcuwait,            nobody goes on",
        "RcuWait.B,     rcuwait,            nobody goes on",
        "RcuWait.C,     rcuwait,            data race",
        "RwSemaphore.A, rw-semaphore,       data race",
        "RwSemaphore.B, rw-semaphore,       data race",
        "RwSemaphore.C, rw-semaphore,       nobody goes on",
        "RwSemaphore.D, rw-semaphore,       nobody goes on",
        "RwSemaphore.E, rw-semaphore,       data race",
        "RwSemaphore.F, rw-semaphore,       data race",
        "Srcu.A,        srcu-writer,        'saw 0, 0'",
        "Srcu.B,        srcu-reader,        saw 10",
        "Srcu.C,        srcu-writer,        'saw 0, 0'",
        "TasksTrace.A,  tasks-trace-writer, 'saw 0, 0'"})
    void every_edge_is_needed(String edge, String scenario, String how) {
        Exploration found = Patient.explorer().without(edge).explore(named(scenario));

        assertTrue(found.failure() != null && found.failure().what().startsWith(how), found::toString);
    }

    /// They only keep a stream of readers from holding the updater up, as [faultline.kernel.sync.Srcu]'s picture says.
    @ParameterizedTest
    @CsvSource({"Srcu.D, srcu-reader", "Srcu.D, srcu-writer", "Srcu.E, srcu-reader", "Srcu.E, srcu-writer"})
    void no_outcome_rests_on_the_flip(String edge, String scenario) {
        Exploration found = Patient.explorer().without(edge).explore(named(scenario));

        assertNull(found.failure(), found::toString);
        assertTrue(found.isComplete(), found.covered());
    }

    /// Too long to try all of it.
    @Test
    void a_sequence_of_8_bits_comes_round_under_a_reader() {
        Exploration found = Explorer.create().within(Duration.ofSeconds(20)).hunt(named(WRAPS), 1);

        assertTrue(found.failure() != null && found.failure().what().startsWith("saw 01"), found::toString);
    }

    @Test
    void a_failure_is_told_the_same_each_time_and_replayed_from_its_token() {
        Explorer explorer = Patient.explorer().without("RcuWait.A");
        Exploration.Failure failure = explorer.explore(named("rcuwait")).failure();
        Exploration.Failure again = explorer.explore(named("rcuwait")).failure();
        Exploration.Failure replayed = explorer.replay(named("rcuwait"), failure.token()).failure();

        assertEquals(failure, again);
        assertEquals(failure, replayed);
        assertTrue(failure.token().length() <= 60, failure.token());
        assertEquals("""
                rcuwait without RcuWait.A: waker and sleeper each store, and each look
                  before the other's store has arrived

                  broke    nobody goes on: task#2 sleeps and nobody wakes it

                  step  waker, task#1                        sleeper, task#2
                     1  data.work = 1
                     2  data.count 1 → 0  (rcuwait.release)
                     3  ──── RcuWait.B: full barrier ────
                     4  data.wait.task  null
                     5                                       data.wait.task  null
                     6                                       data.wait.task = task#2
                     7                                       task#2.__state = 1
                  *  8                                       data.count  1  (RcuWait.C), old

                  * step 8  sleeper still finds 1, as if it had looked before its own store
                            of step 6

                  needs    RcuWait.A, CodedRcuWait.java:LINE: prepareToSleep("RcuWait.A") of
                           CodedRcuWait, which was left out
                  replay   replay TOKEN
                """, failure.report().replace(failure.token(), "TOKEN").replaceFirst("java:\\d+", "java:LINE"));
    }
}
