package faultline.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
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
    @TempDir private Path folder;
    private Tmux terminal;

    @BeforeEach
    void open() {
        terminal = Tmux.in(folder);
    }

    @AfterEach
    void close() {
        terminal.close();
    }

    @Test
    void completion_history_control_c_and_control_d_do_what_they_do_in_a_shell() throws IOException {
        start();
        terminal.await("the prompt", Tmux.last("refcount>"));

        terminal.type("vms", "Tab");
        terminal.await("the command, completed", Tmux.last("refcount> vmstat"));
        terminal.type("Enter");
        terminal.await("its answer", Tmux.contains("pgfault"));
        terminal.await("the prompt behind it", Tmux.last("refcount>"));

        terminal.type("use sr", "Tab");
        terminal.await("the strategy, completed", Tmux.last("refcount> use srcu"));
        terminal.type("Enter");
        terminal.await("the other prompt", Tmux.last("srcu>"));

        terminal.type("compare ", "Tab");
        terminal.await("workloads with what they are", Tmux.contains("call a function that begins with a probed nop"));
        terminal.type("pft srcu", "Enter");
        terminal.await("a running measurement", Tmux.contains("░"));
        terminal.type("C-c");
        terminal.await("the partial result", Tmux.contains("stopped after"));
        terminal.await("the prompt after Ctrl-C", Tmux.last("srcu>"));

        terminal.type("Up");
        terminal.await("the last line", Tmux.last("srcu> compare pft srcu"));
        terminal.type("C-c");
        terminal.await("an empty line", Tmux.last("srcu>"));
        terminal.type("C-d");
        terminal.await("the end", Tmux.last("left with 0"));
    }

    @Test
    void control_d_that_is_typed_while_a_command_runs_leaves_after_it() throws IOException {
        start();
        terminal.await("the prompt", Tmux.last("refcount>"));

        terminal.type("explore refcount look-at-remap --time 2s", "Enter");
        terminal.await("a running search", _ -> terminal.cursor().equals("0,2"));
        terminal.type("C-d");
        terminal.await("the end", Tmux.last("left with 0"));

        assertTrue(terminal.screen().stream().anyMatch(line -> line.startsWith("UNKNOWN") || line.startsWith("PASS")),
                () -> "it did not run to its end:\n" + terminal.coloured());
    }

    @Test
    void history_outlives_the_prompt() throws IOException {
        Files.createDirectories(folder.resolve("faultline"));
        Files.writeString(folder.resolve("faultline/history"), "1700000000000:help maps\n");
        start();
        terminal.await("the prompt", Tmux.last("refcount>"));

        terminal.type("Up");
        terminal.await("a line of another day", Tmux.last("refcount> help maps"));
        terminal.type("Enter");
        terminal.await("its answer", Tmux.contains("as /proc/PID/maps prints them"));
        terminal.type(" help quit", "Enter");
        terminal.await("an answer that is not kept", Tmux.contains("as Ctrl-D does"));
        terminal.type("quit", "Enter");
        terminal.await("the end", Tmux.last("left with 0"));

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
        terminal.await("the prompt", Tmux.last("refcount>"));

        terminal.type("C-r");
        terminal.await("the search", Tmux.contains("bck-i-search:"));
        terminal.type("store");
        terminal.await("the line that was found", Tmux.contains("use store-free"));
        terminal.type("Enter");
        terminal.await("the other prompt", Tmux.last("store-free>"));

        terminal.type("maps");
        terminal.await("how the last such line went on", Tmux.last("store-free> maps --json"));
        terminal.await("a command in bold", screen -> terminal.coloured().contains("\u001b[1mmaps"));
        terminal.type("Right");
        terminal.await("an option in cyan", screen -> terminal.coloured().contains("\u001b[36m--json"));
        terminal.type("Enter");
        terminal.await("the answer to all of it", Tmux.contains("{\"schema\":\"faultline/maps/1\""));
        terminal.await("the prompt behind it", Tmux.last("store-free>"));
        terminal.type("C-d");
        terminal.await("the end", Tmux.last("left with 0"));
    }

    @Test
    void a_narrower_terminal_keeps_the_line_and_what_is_behind_it() throws IOException {
        start();
        terminal.await("the prompt", Tmux.last("refcount>"));
        terminal.type("simulate pft refcount --threads-are-not-an-option --cpus 1,2 --layout sh");
        terminal.await("a long line", Tmux.last("refcount> simulate pft refcount --threads-are-not-an-option --cpus 1,2 --layout sh"));

        terminal.tmux("resize-window", "-x", "60", "-y", "20");
        terminal.type("Tab");
        terminal.await("the line in two, completed", screen -> String.join("", screen).replace(" ", "")
                .endsWith("--cpus1,2--layoutshared"));
        terminal.type("Enter");
        terminal.await("the answer", Tmux.contains("simulate has no option '--threads-are-not-an-option'"));
        terminal.await("the prompt", Tmux.last("refcount>"));
        terminal.tmux("resize-window", "-x", "120", "-y", "50");
        terminal.type("use sr", "Tab");
        terminal.await("a completed word", Tmux.last("refcount> use srcu"));
        terminal.type("C-c", "C-d");
        terminal.await("the end", Tmux.last("left with 0"));
    }

    private void start() throws IOException {
        String shell = Launch.command().stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
        terminal.start("XDG_STATE_HOME='" + folder + "' " + shell + "; echo left with $?; cat");
    }
}
