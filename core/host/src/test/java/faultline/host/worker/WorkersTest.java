package faultline.host.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Workers that wait are given once, to somebody whom they fit, and leave nothing behind.
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(300)
class WorkersTest {
    private static final WorkerSpec OTHER_JVM = TestWorkers.SPEC.flags("-Dmeasured=yes");

    private final Workers workers = Workers.of(TestWorkers.SPEC);
    private final List<Long> pids = new ArrayList<>();

    @AfterEach
    void close() {
        workers.close();
    }

    @Test
    void a_spare_is_given_once_and_the_next_one_is_starting_by_then() {
        workers.keepAhead();
        workers.prepare();
        try (Worker first = workers.start(TestWorkers.SPEC);
                Worker unlike = workers.start(OTHER_JVM)) {
            long waiting = only(spares(Set.of(first.pid(), unlike.pid())));
            try (Worker second = workers.start(TestWorkers.SPEC)) {
                assertEquals(waiting, second.pid());
                assertInstanceOf(Outcome.Finished.class, second.run(Misdeeds.Pid.class, "", pids::add));
                assertEquals(List.of(waiting), pids);
            }
        }
    }

    @Test
    void a_measured_row_gets_a_fresh_worker_and_leaves_the_spare_alone() {
        workers.prepare();
        try (Worker measured = workers.start(OTHER_JVM)) {
            long waiting = only(spares(Set.of(measured.pid())));

            measured.run(Misdeeds.SystemProperty.class, "measured", reply -> assertEquals("yes", reply));
            try (Worker usual = workers.start(TestWorkers.SPEC)) {
                assertEquals(waiting, usual.pid());
            }
        }
    }

    @Test
    void without_a_spare_a_worker_is_started_and_none_is_kept() {
        try (Worker only = workers.start(TestWorkers.SPEC)) {
            assertEquals(Set.of(), spares(Set.of(only.pid())));
        }

        assertEquals(Set.of(), spares(Set.of()));
    }

    @Test
    void errands_share_a_worker_that_nobody_else_is_given() {
        for (int errand = 0; errand < 3; errand++) {
            workers.errand(TestWorkers.SPEC, Misdeeds.Pid.class, "", pids::add);
        }
        try (Worker other = workers.start(TestWorkers.SPEC)) {
            other.run(Misdeeds.Pid.class, "", pids::add);
        }

        assertEquals(List.of(pids.getFirst(), pids.getFirst(), pids.getFirst()), pids.subList(0, 3));
        assertNotEquals(pids.getFirst(), pids.getLast());
    }

    @Test
    void errands_of_ones_own_share_a_worker_that_runs_none_of_ours() {
        workers.errand(TestWorkers.SPEC, Misdeeds.Pid.class, "", pids::add);
        workers.ownErrand(TestWorkers.SPEC, Misdeeds.Pid.class, "", pids::add);
        workers.ownErrand(TestWorkers.SPEC, Misdeeds.Pid.class, "", pids::add);

        assertNotEquals(pids.getFirst(), pids.getLast());
        assertEquals(pids.get(1), pids.getLast());
        workers.close();
        assertEquals(Set.of(), spares(Set.of()));
    }

    @Test
    void an_errand_that_ends_its_worker_costs_the_next_one_a_new_worker() {
        workers.errand(TestWorkers.SPEC, Misdeeds.Pid.class, "", pids::add);
        assertEquals(new Outcome.Exited(3),
                workers.errand(TestWorkers.SPEC, Misdeeds.Exits.class, 3, reply -> { }));
        workers.errand(TestWorkers.SPEC, Misdeeds.Pid.class, "", pids::add);

        assertNotEquals(pids.getFirst(), pids.getLast());
    }

    @Test
    void a_spare_that_somebody_killed_is_not_given() {
        workers.prepare();
        try (Worker unlike = workers.start(OTHER_JVM)) {
            ProcessHandle spare = ProcessHandle.of(only(spares(Set.of(unlike.pid())))).orElseThrow();
            spare.destroyForcibly();
            spare.onExit().join();
        }

        try (Worker worker = workers.start(TestWorkers.SPEC)) {
            assertInstanceOf(Outcome.Finished.class, worker.run(Misdeeds.Pid.class, "", pids::add));
        }
    }

    @Test
    void closing_ends_the_spare_and_the_worker_for_errands() {
        workers.keepAhead();
        workers.errand(TestWorkers.SPEC, Misdeeds.Pid.class, "", pids::add);
        workers.start(OTHER_JVM).close();
        assertEquals(2, spares(Set.of()).size());

        workers.close();

        assertEquals(Set.of(), spares(Set.of()));
    }

    @Test
    void when_the_parent_is_killed_no_worker_stays_whatever_it_was_doing() throws Exception {
        Process parent = TestWorkers.java(ParentOfSpares.class, "", ProcessBuilder.Redirect.PIPE);
        List<ProcessHandle> held;
        try (BufferedReader out = new BufferedReader(new InputStreamReader(parent.getInputStream()))) {
            held = Stream.of(out.readLine().split(" ")).map(Long::valueOf)
                    .flatMap(pid -> ProcessHandle.of(pid).stream()).toList();
            assertEquals(3, held.size());
            assertTrue(held.stream().allMatch(ProcessHandle::isAlive));
        } finally {
            parent.destroyForcibly().waitFor();
        }

        for (ProcessHandle worker : held) {
            worker.onExit().get(30, TimeUnit.SECONDS);
            assertFalse(worker.isAlive());
        }
    }

    /// The workers of this JVM but for those; tests of one JVM run one after the other.
    private static Set<Long> spares(Set<Long> known) {
        Set<Long> found = ProcessHandle.current().children().filter(ProcessHandle::isAlive)
                .map(ProcessHandle::pid).collect(Collectors.toCollection(HashSet::new));
        found.removeAll(known);
        return found;
    }

    private static long only(Set<Long> pids) {
        assertEquals(1, pids.size());
        return pids.iterator().next();
    }
}
