package faultline.host.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import faultline.host.Exit;
import faultline.host.Trouble;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Whatever a job does, its parent gets an outcome with a reason, keeps the answers that came before, and
/// goes on.
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(300)
class WorkerTest {
    private static final long INT = 1L << 2 - 1;

    private final List<Object> replies = new ArrayList<>();

    @Test
    void a_job_answers_and_the_worker_can_be_asked_again() {
        try (Worker worker = Worker.start(TestWorkers.SPEC)) {
            Outcome first = worker.run(Misdeeds.Rows.class, 2, replies::add);
            Outcome second = worker.run(Misdeeds.Echo.class, "ä\n", replies::add);

            assertEquals(List.of(new Outcome.Finished(), new Outcome.Finished()), List.of(first, second));
            assertEquals(List.of(new Misdeeds.Row("refcount", 1, 1.5, List.of(1.0, 2.0), false),
                    new Misdeeds.Row("refcount", 2, 3.0, List.of(1.0, 2.0), true), "ä\n"), replies);
        }
    }

    @Test
    void what_one_job_keeps_the_next_one_finds() {
        try (Worker worker = Worker.start(TestWorkers.SPEC)) {
            Outcome tooEarly = worker.run(Misdeeds.Adds.class, 1, replies::add);
            for (int more : List.of(0, 2, 3)) {
                worker.run(Misdeeds.Adds.class, more, replies::add);
            }

            assertInstanceOf(Outcome.Failed.class, tooEarly);
            assertEquals(List.of(0, 2, 5), replies);
        }
    }

    @Test
    void a_worker_runs_in_a_folder_of_its_own_and_leaves_nothing_behind() {
        try (Worker worker = Worker.start(TestWorkers.SPEC)) {
            worker.run(Misdeeds.SystemProperty.class, "user.dir", replies::add);
            worker.run(Misdeeds.SystemProperty.class, "java.io.tmpdir", replies::add);
            assertEquals(replies.get(0), replies.get(1));
            assertTrue(Files.isDirectory(Path.of(replies.get(0).toString())));
        }

        assertFalse(Files.exists(Path.of(replies.get(0).toString())));
    }

    @Test
    void a_trouble_arrives_as_itself_and_any_other_exception_with_its_place() {
        try (Worker worker = Worker.start(TestWorkers.SPEC)) {
            Outcome trouble = worker.run(Misdeeds.ThrowsTrouble.class, "page_fautl1", replies::add);
            Outcome thrown = worker.run(Misdeeds.Throws.class, "count below zero", replies::add);
            Outcome deep = worker.run(Misdeeds.Recurses.class, "deeper", replies::add);
            Outcome broken = worker.run(Misdeeds.ThrowsABrokenException.class, "", replies::add);

            assertEquals("bench: no workload is named 'page_fautl1'\n  next: help bench",
                    text(trouble, "bench"));
            assertEquals(Exit.USAGE, trouble.trouble("bench").orElseThrow().exit());
            assertStarts("refcount: java.lang.IllegalStateException: count below zero\n"
                    + "  at faultline.host.worker.Misdeeds$Throws.run(Misdeeds.java:",
                    text(thrown, "refcount"));
            assertStarts("refcount: java.lang.StackOverflowError\n", text(deep, "refcount"));
            assertInstanceOf(Outcome.Failed.class, broken);
            assertTrue(worker.usable());
        }
    }

    @Test
    void an_endless_loop_costs_its_time_limit() {
        assertEquals(new Outcome.TimedOut(Duration.ofSeconds(1)),
                outcome(TestWorkers.SPEC.time(Duration.ofSeconds(1)), Misdeeds.Loops.class, "", "looping"));
    }

    @Test
    void an_exit_that_hangs_costs_its_time_limit() {
        assertEquals(new Outcome.TimedOut(Duration.ofMillis(300)),
                outcome(TestWorkers.SPEC.time(Duration.ofMillis(300)), Misdeeds.HangsItsExit.class, ""));
    }

    @Test
    void replies_without_end_cannot_put_the_time_limit_off() {
        try (Worker worker = Worker.start(TestWorkers.SPEC.time(Duration.ofMillis(300)))) {
            assertEquals(new Outcome.TimedOut(Duration.ofMillis(300)),
                    worker.run(Misdeeds.FloodsReplies.class, "more", reply -> { }));
        }
    }

    @Test
    void a_full_heap_is_told_from_an_exit_even_where_the_job_catches_the_error() {
        assertEquals(new Outcome.OutOfMemory(32, "Java heap space"),
                outcome(TestWorkers.SPEC.heap(32), Misdeeds.FillsTheHeap.class, "", "filling"));
    }

    @Test
    void an_exit_is_named_with_its_code() {
        Outcome outcome = outcome(TestWorkers.SPEC, Misdeeds.Exits.class, 3);

        assertEquals(new Outcome.Exited(3), outcome);
        assertEquals("my-lock: ended the JVM with exit code 3\n"
                + "  a strategy must not call System.exit or Runtime.halt", text(outcome, "my-lock"));
    }

    @Test
    void an_output_flood_is_cut_at_the_limit() {
        try (Worker worker = Worker.start(TestWorkers.SPEC.output(1000))) {
            Outcome outcome = worker.run(Misdeeds.Floods.class, "0123456789", replies::add);

            assertEquals(new Outcome.OutputFlood(1000), outcome);
            assertEquals("0123456789\n".repeat(91).substring(0, 1000), worker.output());
        }
    }

    @Test
    void a_crash_of_the_jvm_is_named_by_its_signal() {
        Outcome outcome = outcome(TestWorkers.SPEC.flags("--enable-native-access=faultline.host"),
                Misdeeds.BreaksTheJvm.class, "");

        assertStarts("SIGSEGV (0xb)", assertInstanceOf(Outcome.Crashed.class, outcome).how());
    }

    @Test
    void a_job_that_heeds_a_cancel_ends_by_itself() {
        try (Worker worker = Worker.start(TestWorkers.SPEC.grace(Duration.ofSeconds(30)))) {
            Outcome outcome = worker.run(Misdeeds.StopsWhenAsked.class, "", reply -> {
                replies.add(reply);
                worker.cancel();
            });

            assertEquals(new Outcome.Cancelled(), outcome);
            assertEquals(List.of("running", "stopped, cancelled: true"), replies);
        }
    }

    @Test
    void a_job_that_heeds_no_cancel_is_killed_and_an_interrupt_of_the_caller_is_a_cancel() {
        try (Worker worker = Worker.start(TestWorkers.SPEC)) {
            Thread own = Thread.currentThread();
            Outcome outcome = worker.run(Misdeeds.Loops.class, "", reply -> own.interrupt());

            assertEquals(new Outcome.Cancelled(), outcome);
            assertTrue(Thread.interrupted());
            assertFalse(worker.usable());
            assertThrows(IllegalStateException.class,
                    () -> worker.run(Misdeeds.Echo.class, "", replies::add));
        }
    }

    @Test
    void closing_a_worker_ends_the_run_that_another_thread_waits_for() {
        Worker worker = Worker.start(TestWorkers.SPEC);
        Outcome outcome = worker.run(Misdeeds.Loops.class, "",
                reply -> Thread.startVirtualThread(worker::close));

        assertEquals(new Outcome.Cancelled(), outcome);
    }

    @Test
    void a_thread_that_a_job_leaves_behind_goes_with_the_worker() throws IOException {
        long pid;
        try (Worker worker = Worker.start(TestWorkers.SPEC)) {
            pid = worker.pid();
            assertEquals(new Outcome.Finished(), worker.run(Misdeeds.LeavesAThread.class, "", replies::add));
        }

        assertFalse(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false));
    }

    /// The test itself may have been started with INT ignored, which a worker would inherit; its parent is
    /// not.
    @Test
    void a_worker_ignores_the_terminals_interrupt_and_ends_when_its_parent_is_killed(@TempDir Path folder)
            throws Exception {
        Path socket = folder.resolve("held");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            Process parent = TestWorkers.java(ParentToBeKilled.class, socket.toString(),
                    ProcessBuilder.Redirect.INHERIT);
            try (SocketChannel worker = server.accept()) {
                long pid = read(worker, Long.BYTES).getLong();
                assertTrue(ignoresInterrupts(pid));
                assertEquals(0, new ProcessBuilder("kill", "-INT", Long.toString(pid)).start().waitFor());
                worker.write(ByteBuffer.wrap(new byte[] {42}));
                assertEquals(42, read(worker, 1).get());

                parent.destroyForcibly().waitFor();

                assertEquals(-1, worker.read(ByteBuffer.allocate(1)));
            } finally {
                parent.destroyForcibly();
            }
        }
    }

    @Test
    void a_worker_that_cannot_start_says_why() {
        Trouble trouble = assertThrows(Trouble.class,
                () -> Worker.start(TestWorkers.SPEC.flags("-XX:+NoSuchFlag")));

        assertEquals("a worker JVM did not start", trouble.what());
        assertTrue(trouble.why().contains("NoSuchFlag"), trouble.why());
    }

    @Test
    void a_worker_has_the_modules_it_was_asked_for_and_what_they_require() {
        assertEquals("module 'faultline.none' is not on the module path", assertThrows(Trouble.class,
                () -> Worker.start(TestWorkers.SPEC.roots(List.of("faultline.none")))).what());
    }

    private <Q> Outcome outcome(WorkerSpec spec, Class<? extends Job<Q, String>> job, Q request,
            String... answers) {
        try (Worker worker = Worker.start(spec)) {
            Outcome outcome = worker.run(job, request, replies::add);
            assertEquals(List.of(answers), replies);
            assertFalse(worker.usable());
            return outcome;
        }
    }

    private static void assertStarts(String start, String text) {
        assertEquals(start, text.substring(0, Math.min(start.length(), text.length())), text);
    }

    private static String text(Outcome outcome, String subject) {
        return outcome.trouble(subject).orElseThrow().text();
    }

    private static ByteBuffer read(SocketChannel channel, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        while (buffer.hasRemaining()) {
            assertTrue(channel.read(buffer) >= 0);
        }
        return buffer.flip();
    }

    private static boolean ignoresInterrupts(long pid) throws IOException {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        assumeTrue(Files.exists(status), "no /proc");
        String ignored = Files.readAllLines(status).stream().filter(line -> line.startsWith("SigIgn:"))
                .findFirst().orElseThrow().substring("SigIgn:".length()).strip();
        return (Long.parseUnsignedLong(ignored, 16) & INT) != 0;
    }
}
