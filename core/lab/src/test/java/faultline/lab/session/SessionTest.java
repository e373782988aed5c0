package faultline.lab.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import faultline.kernel.lock.LockStrategy;
import faultline.lab.Strategies;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a session answers, in words and numbers, whatever locks its VMAs.
@DisplayNameGeneration(ReplaceUnderscores.class)
class SessionTest {
    private static final long PAGE = 0x1000;
    private static final long AT = 0x10_0000;
    private static final Protection RW = new Protection(true, true, false);
    private static final Protection R = new Protection(true, false, false);
    private static final Protection RX = new Protection(true, false, true);

    private static List<LockStrategy> strategies() {
        return Strategies.all();
    }

    private static Session over(LockStrategy strategy) {
        return Session.over(strategy);
    }

    private static SessionRequest anonymous(long address, long length, Protection protection) {
        return new SessionRequest.Mmap(true, Place.at(address), length, protection, false, false, "", 0);
    }

    private static SessionRequest file(String name, Protection protection, boolean shared, long offset) {
        return new SessionRequest.Mmap(false, Place.at(0), 4 * PAGE, protection, shared, false, name, offset);
    }

    private static SessionAnswer.Accessed access(Session session, String access, long address) {
        return assertInstanceOf(SessionAnswer.Accessed.class,
                session.answer(new SessionRequest.Fault(Place.at(address), access)));
    }

    private static SessionAnswer.Refused refused(Session session, SessionRequest request) {
        return assertInstanceOf(SessionAnswer.Refused.class, session.answer(request));
    }

    private static List<Mapping> maps(Session session) {
        return assertInstanceOf(SessionAnswer.Mappings.class, session.answer(new SessionRequest.Maps()))
                .mappings();
    }

    @ParameterizedTest @MethodSource("strategies")
    void a_new_session_has_a_stack_that_grows(LockStrategy strategy) {
        Session session = over(strategy);
        Mapping stack = maps(session).getLast();

        assertEquals(List.of("[stack]", "rw-p", 33 * PAGE),
                List.of(stack.name(), stack.permissions(), stack.length()));
        assertEquals("done", access(session, "w", stack.start() - PAGE).ending());
        assertEquals(stack.start() - PAGE, maps(session).getLast().start());
    }

    @ParameterizedTest @MethodSource("strategies")
    void what_was_written_is_read_and_a_page_is_faulted_once(LockStrategy strategy) {
        Session session = over(strategy);
        session.answer(anonymous(AT, 4 * PAGE, RW));

        SessionAnswer.Accessed first = access(session, "w", AT + PAGE);
        assertEquals(List.of("done", 1L, "wrote 0x1"), List.of(first.ending(), first.value(), first.why()));
        assertEquals(1, of(first.counters(), "pgfault"));
        SessionAnswer.Accessed again = access(session, "r", AT + PAGE);
        assertEquals(List.of("done", 1L, "no fault: the page was there", List.of()),
                List.of(again.ending(), again.value(), again.path(), again.counters()));
    }

    private static long of(List<Counter> counters, String name) {
        return counters.stream().filter(counter -> counter.name().equals(name)).mapToLong(Counter::value)
                .sum();
    }

    @ParameterizedTest @MethodSource("strategies")
    void a_signal_says_why_and_leaves_all_as_it_was(LockStrategy strategy) {
        Session session = over(strategy);
        session.answer(anonymous(AT, PAGE, R));
        List<Mapping> before = maps(session);

        SessionAnswer.Accessed nothing = access(session, "r", AT + PAGE);
        assertEquals(List.of("SIGSEGV", "nothing is mapped there (SEGV_MAPERR)"),
                List.of(nothing.ending(), nothing.why()));
        SessionAnswer.Accessed forbidden = access(session, "w", AT);
        assertEquals(List.of("SIGSEGV", "the mapping is r--p (SEGV_ACCERR)"),
                List.of(forbidden.ending(), forbidden.why()));
        assertTrue(nothing.leftAsItWas() && forbidden.leftAsItWas());
        assertEquals(before, maps(session));
        assertThrows(IllegalArgumentException.class, () -> access(session, "q", AT));
    }

    @ParameterizedTest @MethodSource("strategies")
    void beyond_the_end_of_a_file_is_SIGBUS(LockStrategy strategy) {
        Session session = over(strategy);
        SessionAnswer.Mapped mapped = assertInstanceOf(SessionAnswer.Mapped.class,
                session.answer(file("data.bin", R, false, 14 * PAGE)));

        assertEquals("done", access(session, "r", mapped.address() + PAGE).ending());
        SessionAnswer.Accessed beyond = access(session, "r", mapped.address() + 2 * PAGE);
        assertEquals(List.of("SIGBUS", "the mapping reaches there, but data.bin does not"),
                List.of(beyond.ending(), beyond.why()));
    }

    @ParameterizedTest @MethodSource("strategies")
    void a_range_in_the_middle_splits_a_mapping_and_the_same_flags_merge_it(LockStrategy strategy) {
        Session session = over(strategy);
        session.answer(anonymous(AT, 4 * PAGE, RW));

        session.answer(new SessionRequest.Mprotect(Place.at(AT + PAGE), PAGE, R));
        assertEquals(List.of("rw-p", "r--p", "rw-p"), permissionsBelow(session, AT + 4 * PAGE));
        session.answer(new SessionRequest.Mprotect(Place.at(AT + PAGE), PAGE, RW));
        assertEquals(List.of("rw-p"), permissionsBelow(session, AT + 4 * PAGE));
        session.answer(new SessionRequest.Munmap(Place.at(AT + PAGE), 2 * PAGE));
        assertEquals(List.of(AT, AT + 3 * PAGE), maps(session).stream().map(Mapping::start)
                .filter(start -> start < AT + 4 * PAGE).toList());
    }

    private static List<String> permissionsBelow(Session session, long end) {
        return maps(session).stream().filter(mapping -> mapping.start() < end).map(Mapping::permissions)
                .toList();
    }

    @ParameterizedTest @MethodSource("strategies")
    void a_refusal_gives_the_errno_and_the_reason(LockStrategy strategy) {
        Session session = over(strategy);
        session.answer(anonymous(AT, PAGE, RW));

        assertEquals(new SessionAnswer.Refused("EINVAL", "the length is 0", false),
                refused(session, anonymous(AT, 0, RW)));
        assertEquals(new SessionAnswer.Refused("EINVAL",
                "0x100001 is not a multiple of the page size, 4K", false),
                refused(session, new SessionRequest.Munmap(Place.at(AT + 1), PAGE)));
        assertEquals(new SessionAnswer.Refused("EINVAL",
                "a file's offset is a multiple of the page size, 4K", false),
                refused(session, file("a.so", R, false, 8)));
        assertEquals(new SessionAnswer.Refused("EACCES",
                "a.so is not open for writing, which a shared mapping with w needs", false),
                refused(session, file("a.so", RW, true, 0)));
    }

    /// The last page there is: its end is no number.
    @ParameterizedTest @MethodSource("strategies")
    void beyond_the_address_space_is_said_whatever_overflows(LockStrategy strategy) {
        Session session = over(strategy);
        long last = Long.MAX_VALUE & -PAGE;

        for (SessionRequest request : List.of(anonymous(last, PAGE, RW),
                new SessionRequest.Munmap(Place.at(last), PAGE),
                new SessionRequest.Mprotect(Place.at(last), PAGE, R))) {
            assertTrue(refused(session, request).why().startsWith("the address space ends at 0x"),
                    request.toString());
        }
    }

    /// As Linux does: what lies before the hole has been changed when the hole is met.
    @ParameterizedTest @MethodSource("strategies")
    void mprotect_up_to_a_hole_has_done_the_first_part(LockStrategy strategy) {
        Session session = over(strategy);
        session.answer(anonymous(AT, PAGE, RW));

        assertEquals(new SessionAnswer.Refused("ENOMEM", "nothing is mapped at 0x101000", true),
                refused(session, new SessionRequest.Mprotect(Place.at(AT), 2 * PAGE, R)));
        assertEquals(List.of("r--p"), permissionsBelow(session, AT + PAGE));
    }

    @ParameterizedTest @MethodSource("strategies")
    void unknown_names_come_back_with_those_that_there_are(LockStrategy strategy) {
        Session session = over(strategy);

        assertEquals(new SessionAnswer.NoFile("c.so", List.of("a.so", "b.so", "data.bin")),
                session.answer(file("c.so", R, false, 0)));
        Place place = new Place("a.so", 8);
        assertEquals(new SessionAnswer.NoPlace(place, List.of("[stack]")),
                session.answer(new SessionRequest.Fault(place, "r")));
        session.answer(file("a.so", RX, false, 0));
        assertEquals("done", assertInstanceOf(SessionAnswer.Accessed.class,
                session.answer(new SessionRequest.Fault(place, "x"))).ending());
    }

    @ParameterizedTest @MethodSource("strategies")
    void a_probe_counts_its_hits_until_it_is_removed(LockStrategy strategy) {
        Session session = over(strategy);
        session.answer(file("a.so", RX, false, 0));
        Place nop = new Place("a.so", 0);

        SessionAnswer.Probe probe = assertInstanceOf(SessionAnswer.ProbeList.class,
                session.answer(new SessionRequest.AddProbe(nop, false))).probes().getFirst();
        assertEquals(List.of("a.so", "nop", 0L, -1L),
                List.of(probe.place(), probe.insn(), probe.hits(), probe.returns()));
        SessionAnswer.Executed hit = hit(session, nop, false);
        assertEquals(List.of("done", "emulated by the kernel, one trap"), List.of(hit.ending(), hit.how()));
        assertEquals(1, hit.probes().getFirst().hits());
        assertFalse(hit.lookup().isEmpty());

        session.answer(new SessionRequest.RemoveProbe(probe.number()));
        SessionAnswer.Executed free = hit(session, nop, false);
        assertEquals(List.of("executed, no breakpoint there", "", List.of()),
                List.of(free.how(), free.lookup(), free.probes()));
    }

    private static SessionAnswer.Executed hit(Session session, Place place, boolean call) {
        return assertInstanceOf(SessionAnswer.Executed.class,
                session.answer(new SessionRequest.Hit(place, call)));
    }

    @ParameterizedTest @MethodSource("strategies")
    void a_return_probe_sees_the_call_and_the_return(LockStrategy strategy) {
        Session session = over(strategy);
        session.answer(file("b.so", RX, false, 0));
        Place function = new Place("b.so", 0);
        session.answer(new SessionRequest.AddProbe(function, true));

        SessionAnswer.Executed call = hit(session, function, true);

        assertEquals(List.of("done", "called, and it returned"), List.of(call.ending(), call.how()));
        assertEquals(1, call.probes().getFirst().returns());
    }

    @ParameterizedTest @MethodSource("strategies")
    void what_is_no_instruction_is_stepped_in_a_slot_or_ends_in_a_signal(LockStrategy strategy) {
        Session session = over(strategy);
        session.answer(file("a.so", RX, false, 0));
        Place mov = new Place("a.so", 8);
        session.answer(new SessionRequest.AddProbe(mov, false));

        assertEquals("single-stepped in a slot, two traps", hit(session, mov, false).how());
        SessionAnswer.Executed nowhere = hit(session, Place.at(AT), false);
        assertEquals("SIGSEGV", nowhere.ending());
    }
}
