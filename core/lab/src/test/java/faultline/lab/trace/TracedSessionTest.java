package faultline.lab.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import faultline.kernel.lock.LockStrategy;
import faultline.lab.Strategies;
import faultline.lab.ledger.LedgerWorld;
import faultline.lab.session.Place;
import faultline.lab.session.Protection;
import faultline.lab.session.Session;
import faultline.lab.session.SessionAnswer;
import faultline.lab.session.SessionRequest;
import faultline.lab.session.Spotlight;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TracedSessionTest {
    private static final long AT = 0x10_0000;
    private static final SessionRequest MMAP = new SessionRequest.Mmap(true, Place.at(AT), 0x4000,
            new Protection(true, true, false), false, false, "", 0);

    private static LockStrategy strategy(String name) {
        return Strategies.all().stream()
                .filter(strategy -> strategy.name().equals(name)).findFirst().orElseThrow();
    }

    private static List<TraceStep> steps(String strategy, SessionRequest request, SessionRequest... before) {
        TracedSession session = new TracedSession(strategy(strategy));
        session.replay(MMAP);
        for (SessionRequest each : before) {
            session.replay(each);
        }
        List<TraceStep> steps = new ArrayList<>();
        session.trace(request, steps::add);
        return steps;
    }

    private static SessionRequest write(long address) {
        return new SessionRequest.Fault(Place.at(address), "w");
    }

    @Test void a_read_of_refcount_is_counted_in_and_out() {
        List<TraceStep> count = steps("refcount", write(AT)).stream()
                .filter(step -> step.cell().endsWith(".vm_refcnt")).toList();

        assertEquals(2, count.size());
        TraceStep in = count.getFirst();
        assertEquals(List.of("fetchAddWithinAcquire", "B", "1", "2", "RefcountLock.raise"),
                List.of(in.access(), in.edge(), in.before(), in.after(), in.calls().getLast()));
        assertEquals(List.of("RCU"), in.held());
        assertTrue(in.place().startsWith("RefcountLock.java:"), in.place());
        TraceStep out = count.getLast();
        assertEquals(List.of("fetchAddRelease", "D", "2", "1"),
                List.of(out.access(), out.edge(), out.before(), out.after()));
        assertTrue(in.calls().contains("PageFault.handle"), in.calls().toString());
    }

    /// Once the tables and the anon_vma are there.
    @ParameterizedTest @ValueSource(strings = {"store-free", "srcu"})
    void a_speculative_read_writes_neither_the_vma_nor_the_address_space(String strategy) {
        List<TraceStep> second = steps(strategy, write(AT + 0x1000), write(AT));

        assertEquals(List.of(), second.stream().filter(TraceStep::writes)
                .filter(step -> step.cell().startsWith("vma#") || step.cell().startsWith("mm#"))
                .map(TraceStep::cell).toList());
        assertTrue(second.stream().anyMatch(step -> step.cell().contains(".pte[") && step.writes()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mmap-lock", "rwsem", "refcount", "srcu", "store-free", "seqcount", "vma-seq"})
    void whatever_is_taken_is_given_back_and_two_traces_are_alike(String strategy) {
        for (SessionRequest request : List.of(write(AT), new SessionRequest.Munmap(Place.at(AT + 0x1000), 0x1000),
                new SessionRequest.Mprotect(Place.at(AT), 0x1000, new Protection(true, false, false)))) {
            List<TraceStep> steps = steps(strategy, request);

            assertFalse(steps.isEmpty());
            assertEquals(List.of(), heldAfter(steps.getLast()), strategy + " " + request);
            assertEquals(steps, steps(strategy, request));
        }
    }

    private static List<String> heldAfter(TraceStep last) {
        return last.access().equals("acquires") || last.access().equals("rcuReadLock")
                ? List.of(last.access()) : last.held();
    }

    @Test void only_what_was_asked_for_is_traced() {
        List<TraceStep> steps = steps("refcount", new SessionRequest.Maps());

        assertEquals(List.of(), steps);
    }

    @ParameterizedTest @ValueSource(strings = {"mmap-lock", "refcount", "store-free"})
    void the_traced_session_answers_as_any_other(String name) {
        Session real = Session.over(strategy(name));
        Session traced = Session.in(new LedgerWorld(), strategy(name), Spotlight.OFF);
        for (SessionRequest request : List.of(MMAP, write(AT), write(AT), write(0x10),
                new SessionRequest.Fault(Place.at(AT + 0x2000), "x"),
                new SessionRequest.Munmap(Place.at(AT + 0x1000), 0x1000), write(AT + 0x1000),
                new SessionRequest.Mprotect(Place.at(AT), 0x1000, new Protection(true, false, false)), write(AT),
                new SessionRequest.Mmap(false, Place.at(0), 0x4000, new Protection(true, false, true), false, false,
                        "a.so", 0),
                new SessionRequest.AddProbe(new Place("a.so", 8), false),
                new SessionRequest.Hit(new Place("a.so", 8), false), new SessionRequest.Hit(new Place("a.so", 0), true),
                new SessionRequest.RemoveProbe(1), new SessionRequest.Maps(), new SessionRequest.Counters())) {
            SessionAnswer expected = real.answer(request);

            assertEquals(expected, traced.answer(request), request.toString());
        }
    }

    @Test void a_bug_of_the_strategy_comes_after_the_steps_that_led_to_it() {
        TracedSession session = new TracedSession(strategy("refcount"));
        List<TraceStep> steps = new ArrayList<>();

        assertThrows(IllegalArgumentException.class,
                () -> session.trace(new SessionRequest.Fault(Place.at(AT), "q"), steps::add));
        session.trace(MMAP, steps::add);
        assertFalse(steps.isEmpty());
    }
}
