package faultline.host.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.host.build.Untrusted;
import faultline.lab.scan.Offence;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What no world can see, and what reaches past the list, is named with its line, whatever it hides behind.
@DisplayNameGeneration(ReplaceUnderscores.class)
class BlindSpotsTest {

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            long seen = 0;              | seen++;                                       | Handin.java: field seen can change: what changes must stand in a cell
            static long seen = 0;       | seen++;                                       | Handin.java: field seen can change: what changes must stand in a cell
            final long[] seen = null;   | seen[0]++;                                    | Handin.java: field seen is an array: what changes must stand in cells
            ``                          | long[] seen = new long[1];                    | Handin.java:14: makes an array of long: what changes must stand in cells
            ``                          | Object seen = new Look[1];                    | Handin.java:14: makes an array of faultline.kernel.lock.Look: what changes must stand in cells
            ``                          | Object seen = new int[1][2];                  | Handin.java:14: makes an array of int[]: what changes must stand in cells
            final faultline.kernel.memory.Word[] cells = { null }; | cells[0] = null;            | Handin.java:14: writes to an array: what changes must stand in cells
            ``                          | Object seen = new java.util.HashMap<>();      | Handin.java:14: java.util.HashMap: what changes stands in cells, not in collections
            ``                          | Object seen = java.util.List.of(1L);          | Handin.java:14: java.util.List.of: what changes stands in cells, not in collections
            ``                          | new java.util.concurrent.Semaphore(1).tryAcquire(); | Handin.java:14: java.util.concurrent.Semaphore: threads share cells, not java.util.concurrent
            ``                          | new java.util.concurrent.atomic.AtomicLong(); | Handin.java:14: java.util.concurrent.atomic.AtomicLong: threads share cells, not java.util.concurrent
            ``                          | java.lang.invoke.VarHandle.fullFence();       | Handin.java:14: java.lang.invoke.VarHandle.fullFence: threads share cells, not VarHandles
            synchronized void meet() { }| meet();                                       | Handin.java:12: meet is synchronized: threads meet in cells, not in monitors
            ``                          | long now = System.nanoTime();                 | Handin.java:14: java.lang.System.nanoTime: a replay would find another time
            ``                          | long now = System.currentTimeMillis();        | Handin.java:14: java.lang.System.currentTimeMillis: a replay would find another time
            ``                          | Object now = java.time.Instant.now();         | Handin.java:14: java.time.Instant.now: a replay would find another time
            ``                          | double chance = Math.random();                | Handin.java:14: java.lang.Math.random: a replay would find another number
            ``                          | new java.util.Random().nextInt();             | Handin.java:14: java.util.Random: a replay would find another number
            ``                          | int id = hashCode();                          | Handin.java:14: java.lang.Object.hashCode: a replay would find another identity hash
            ``                          | int id = look.vma.hashCode(); | Handin.java:14: java.lang.Object.hashCode: a replay would find another identity hash
            ``                          | int id = System.identityHashCode(task);       | Handin.java:14: java.lang.System.identityHashCode: a replay would find another identity hash
            ``                          | try { task.poll(); } catch (Throwable all) { }| Handin.java:14: a handler catches java.lang.Throwable: it would catch what a world throws
            ``                          | try { task.poll(); } catch (RuntimeException all) { } | Handin.java:14: a handler catches java.lang.RuntimeException: it would catch what a world throws
            ``                          | try { task.poll(); } finally { return true; } | Handin.java:14: a handler catches everything, as synchronized, finally and try with resources do: it would catch what a world throws
            """)
    void what_no_world_can_see_has_its_line(String members, String step, String offence) throws IOException {
        List<Offence> found = offences(Handin.with(members, "if (true) { " + step + " }"));

        assertTrue(found.stream().map(Offence::toString).anyMatch(offence::equals),
                () -> "found: " + Offence.told(found));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            interface Act { void act(String what); } | Act act = System.out::println;            | java.io.PrintStream.println
            interface Act { java.io.Reader open(String it) throws Exception; } | Act act = java.io.FileReader::new; | java.io.FileReader.<init>
            interface Act { int act(Object what); }  | Act act = Object::hashCode;               | java.lang.Object.hashCode
            interface Act { void act(); }            | Act act = Thread::onSpinWait;             | java.lang.Thread.onSpinWait
            Runnable act = this::toString;           | act.run();                                | java.lang.Runnable
            ``                                       | String it = "" + System.getenv();         | java.lang.System.getenv
            final faultline.kernel.memory.Word[] cells = new faultline.kernel.memory.Word[2]; | cells[0].get(); | ``
            enum Ways { A { } }                      | Ways.values();                            | ``
            record Pair(long a, long b) { }          | new Pair(1, 2).equals(null);              | ``
            @jdk.internal.ValueBased class Odd { }   | task.poll();                              | does not compile
            @FunctionalInterface interface One { void it(); } | One one = task::poll; one.it();  | ``
            ``                                       | switch (reuse()) { case AT_ONCE -> task.poll(); default -> { } } | ``
            ``                                       | Object it = look; if (it instanceof Look(var a)) { } | does not compile
            ``                                       | assert address > 0 : "at " + address;     | ``
            """)
    void what_a_reference_hides_is_found_too(String members, String step, String found) throws IOException {
        Handin handin = Handin.with(members, step);
        if (found.equals("does not compile")) {
            Trouble refused = assertThrows(Trouble.class, () -> offences(handin));
            assertEquals(found, refused.what());
            return;
        }
        String told = Offence.told(offences(handin));

        assertTrue(found.isEmpty() ? told.isEmpty() : told.contains(found + ": "), told);
    }

    @Test
    void a_class_that_a_lambda_makes_up_is_scanned_with_the_rest() throws IOException {
        String told = Offence.told(offences(Handin.with("interface Act { void act(); }",
                "Act act = () -> System.exit(1);")));

        assertEquals("Handin.java:14: java.lang.System.exit: the JVM is not a strategy's to end", told);
    }

    @Test
    void a_member_that_is_not_listed_is_refused_though_its_class_is() throws IOException {
        String told = Offence.told(offences(Handin.doing("task.kill();")));

        assertEquals("Handin.java:14: faultline.kernel.memory.Task.kill: the kernel keeps this to itself", told);
    }

    @Test
    void a_module_declaration_that_was_handed_in_is_passed_over() throws IOException {
        Map<String, String> sources = Map.of("handin/Handin.java",
                Handin.doing("new java.util.logging.LogRecord(null, null);").text(),
                "module-info.java", "module student { requires java.logging; requires jdk.unsupported; }");

        Trouble refused = assertThrows(Trouble.class, () -> Untrusted.compile(sources, Map.of()));

        assertEquals(Exit.PLUGIN, refused.exit());
        assertTrue(refused.why().startsWith("handin/Handin.java:14: package java.util.logging is not visible"),
                refused.why());
    }

    private static List<Offence> offences(Handin handin) throws IOException {
        return Untrusted.compile(handin.sources(), Map.of()).offences();
    }
}
