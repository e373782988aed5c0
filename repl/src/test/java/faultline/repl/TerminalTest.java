package faultline.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The prompt on a real terminal, which is tmux's. Every step waits for what the screen shows.
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(90)
class TerminalTest {
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(15);

    @TempDir private Path folder;
    private boolean started;

    @BeforeEach
    void needsTmux() {
        assumeTrue(Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(place -> Files.isExecutable(Path.of(place, "tmux"))), "there is no tmux");
    }

    @AfterEach
    void close() throws IOException {
        if (started) {
            tmux("kill-server");
        }
    }

    @Test
    void completion_history_control_c_and_control_d_do_what_they_do_in_a_shell() throws IOException {
        start();
        await("the prompt", last("refcount>"));

        type("vms", "Tab");
        await("the command, completed", last("refcount> vmstat"));
        type("Enter");
        await("its answer", contains("pgfault"));
        await("the prompt behind it", last("refcount>"));

        type("use sr", "Tab");
        await("the strategy, completed", last("refcount> use srcu"));
        type("Enter");
        await("the other prompt", last("srcu>"));

        type("compare ", "Tab");
        await("workloads with what they are", contains("call a function that begins with a probed nop"));
        type("pft srcu", "Enter");
        await("a running measurement", contains("░"));
        type("C-c");
        await("the partial result", contains("stopped after"));
        await("the prompt after Ctrl-C", last("srcu>"));

        type("Up");
        await("the last line", last("srcu> compare pft srcu"));
        type("C-c");
        await("an empty line", last("srcu>"));
        type("C-d");
        await("the end", last("left with 0"));
    }

    @Test
    void control_d_that_is_typed_while_a_command_runs_leaves_after_it() throws IOException {
        start();
        await("the prompt", last("refcount>"));

        type("explore refcount look-at-remap --time 2s", "Enter");
        await("a running search", _ -> cursor().equals("0,2"));
        type("C-d");
        await("the end", last("left with 0"));

        assertTrue(screen().stream().anyMatch(line -> line.startsWith("UNKNOWN") || line.startsWith("PASS")),
                () -> "it did not run to its end:\n" + coloured());
    }

    @Test
    void history_outlives_the_prompt() throws IOException {
        Files.createDirectories(folder.resolve("faultline"));
        Files.writeString(folder.resolve("faultline/history"), "1700000000000:help maps\n");
        start();
        await("the prompt", last("refcount>"));

        type("Up");
        await("a line of another day", last("refcount> help maps"));
        type("Enter");
        await("its answer", contains("as /proc/PID/maps prints them"));
        type(" help quit", "Enter");
        await("an answer that is not kept", contains("as Ctrl-D does"));
        type("quit", "Enter");
        await("the end", last("left with 0"));

        List<String> kept = Files.readAllLines(folder.resolve("faultline/history")).stream()
                .map(line -> line.substring(line.indexOf(':') + 1)).toList();
        assertEquals(List.of("help maps", "quit"), kept);
    }

    @Test
    void a_line_of_before_is_searched_for_and_suggested_and_the_line_is_coloured() throws IOException {
        Files.createDirectories(folder.resolve("faultline"));
        Files.writeString(folder.resolve("faultline/history"),
                "1700000000000:use store-free\n1700000000001:maps --json\n");
        start();
        await("the prompt", last("refcount>"));

        type("C-r");
        await("the search", contains("bck-i-search:"));
        type("store");
        await("the line that was found", contains("use store-free"));
        type("Enter");
        await("the other prompt", last("store-free>"));

        type("maps");
        await("how the last such line went on", last("store-free> maps --json"));
        await("a command in bold", screen -> coloured().contains("\u001b[1mmaps"));
        type("Right");
        await("an option in cyan", screen -> coloured().contains("\u001b[36m--json"));
        type("Enter");
        await("the answer to all of it", contains("{\"schema\":\"faultline/maps/1\""));
        await("the prompt behind it", last("store-free>"));
        type("C-d");
        await("the end", last("left with 0"));
    }

    @Test
    void a_narrower_terminal_keeps_the_line_and_what_is_behind_it() throws IOException {
        start();
        await("the prompt", last("refcount>"));
        type("simulate pft refcount --threads-are-not-an-option --cpus 1,2 --layout sh");
        await("a long line", last("refcount> simulate pft refcount --threads-are-not-an-option --cpus 1,2 --layout sh"));

        tmux("resize-window", "-x", "60", "-y", "20");
        type("Tab");
        await("the line in two, completed", screen -> String.join("", screen).replace(" ", "")
                .endsWith("--cpus1,2--layoutshared"));
        type("Enter");
        await("the answer", contains("simulate has no option '--threads-are-not-an-option'"));
        await("the prompt", last("refcount>"));
        tmux("resize-window", "-x", "120", "-y", "50");
        type("use sr", "Tab");
        await("a completed word", last("refcount> use srcu"));
        type("C-c", "C-d");
        await("the end", last("left with 0"));
    }

    /// Column and line.
    private String cursor() {
        try {
            return tmux("display-message", "-p", "#{cursor_x},#{cursor_y}").strip();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private String coloured() {
        try {
            return tmux("capture-pane", "-p", "-e");
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private void start() throws IOException {
        List<String> command = Launch.command();
        String shell = command.stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
        tmux("-f", "/dev/null", "new-session", "-d", "-x", "100", "-y", "40",
                "XDG_STATE_HOME='" + folder + "' " + shell + "; echo left with $?; cat");
        started = true;
    }

    /// Words as they are, keys by tmux's names for them.
    private void type(String... keys) throws IOException {
        List<String> words = new ArrayList<>(List.of("send-keys"));
        words.addAll(List.of(keys));
        tmux(words.toArray(String[]::new));
    }

    private void await(String what, Predicate<List<String>> shows) throws IOException {
        long end = System.nanoTime() + LONGEST.toNanos();
        List<String> screen = screen();
        while (!shows.test(screen)) {
            assertTrue(System.nanoTime() < end, "no sign of " + what + ":\n" + String.join("\n", screen));
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            screen = screen();
        }
    }

    private List<String> screen() throws IOException {
        return tmux("capture-pane", "-p").lines().map(String::stripTrailing).filter(line -> !line.isEmpty())
                .toList();
    }

    private static Predicate<List<String>> last(String line) {
        return screen -> !screen.isEmpty() && screen.getLast().equals(line);
    }

    private static Predicate<List<String>> contains(String text) {
        return screen -> screen.stream().anyMatch(line -> line.contains(text));
    }

    private String tmux(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of("tmux", "-S", folder.resolve("tmux").toString()));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
