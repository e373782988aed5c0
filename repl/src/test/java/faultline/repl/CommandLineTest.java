package faultline.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Faultline without a terminal: one command and out, or commands through a pipe.
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class CommandLineTest {
    private record Run(int exit, String out, String err) {
    }

    @Test
    void a_pipe_gets_the_answers_and_nothing_else() throws Exception {
        Run run = end(start(), "use srcu --json\nfault 0x1000 r\nmaps\n");

        assertEquals(1, run.exit());
        assertEquals("", run.err());
        assertTrue(run.out().startsWith("{\"schema\":\"faultline/use/1\",\"rows\":[{\"strategy\":\"srcu\","),
                run.out());
        assertTrue(run.out().endsWith("            pgfault +1\n"), run.out());
    }

    @Test
    void options_without_a_command_are_for_the_commands_of_the_pipe() throws Exception {
        Run run = end(start("--plugins", "nowhere", "--keep-going", "--time-limit", "5"), "frob\nuse srcu --json\n");

        assertEquals(2, run.exit());
        assertTrue(run.out().startsWith("{\"schema\":\"faultline/use/1\""), run.out());
        assertTrue(run.err().startsWith("nowhere: there is no such file or folder\n"), run.err());
        assertTrue(run.err().endsWith("no command is named 'frob'\n  next: help\n"), run.err());
    }

    @Test
    void an_error_goes_to_standard_error_and_into_the_exit_code() throws Exception {
        Run run = end(start("use", "refcont"), "");

        assertEquals(new Run(2, "", """
                no strategy is named 'refcont'
                  did you mean refcount?
                  next: use refcount
                """), run);
    }

    @Test
    void control_c_ends_a_command_with_130_and_leaves_no_worker() throws Exception {
        Process process = start("bench", "page_fault1", "--threads", "1");
        while (process.isAlive() && process.descendants().findAny().isEmpty()) {
            Thread.onSpinWait();
        }

        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();

        Run run = end(process, "");
        assertEquals(130, run.exit());
        assertTrue(run.err().matches("stopped after 0 of \\d+ measurements\n"
                + "  next: bench page_fault1 --threads 1\n"), run.err());
        assertEquals(0, process.descendants().count());
    }

    @Test
    void killing_the_prompt_leaves_no_worker() throws Exception {
        Process prompt = start();
        List<ProcessHandle> workers;
        try {
            prompt.outputWriter().append("mmap rw 4K\n").flush();   // and waits for the next line
            assertTrue(prompt.inputReader().readLine().contains("rw-p"));
            workers = prompt.descendants().toList();
            assertFalse(workers.isEmpty());
        } finally {
            prompt.destroyForcibly().waitFor();
        }

        for (ProcessHandle worker : workers) {
            worker.onExit().get(30, TimeUnit.SECONDS);
        }
    }

    private static Process start(String... arguments) throws IOException {
        return new ProcessBuilder(Launch.command(arguments)).start();
    }

    private static Run end(Process process, String in) throws Exception {
        CompletableFuture<String> err = CompletableFuture.supplyAsync(() -> {
            try {
                return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        });
        try (var stdin = process.getOutputStream()) {
            stdin.write(in.getBytes(StandardCharsets.UTF_8));
        } catch (IOException endedWithoutReading) {
            assertEquals("", in);
        }
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), out, err.get());
    }
}
