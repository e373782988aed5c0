package faultline.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import faultline.host.Exit;
import faultline.repl.text.Choice;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the shells offer is what the prompt offers.
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class ShellCompletionTest {
    private static final Desk DESK = new Desk();

    @TempDir private Path folder;

    @AfterAll
    static void close() {
        DESK.close();
    }

    @Test
    void bash_offers_what_the_command_tree_says() throws Exception {
        Path faultline = installed("exec " + Launch.command().stream().map(word -> "'" + word + "'")
                .collect(Collectors.joining(" ")) + " \"$@\"\n");
        Path script = Files.writeString(folder.resolve("completion.bash"), script("bash"));

        List<String> offered = run("bash", "-c", "source " + script + "; COMP_WORDS=(" + faultline
                + " simulate pft --layout ''); COMP_CWORD=4; _faultline; printf '%s\\n' \"${COMPREPLY[@]}\"");

        assertEquals(DESK.part(CommandTree.class).complete(List.of("simulate", "pft", "--layout"), "").stream()
                .map(Choice::value).toList(), offered);
    }

    @Test
    void zsh_offers_words_and_says_what_they_are_and_else_files() throws Exception {
        installed(told());
        Path file = Files.writeString(folder.resolve("completion.zsh"), script("zsh"));
        try (Tmux terminal = in("zsh", "zsh -f")) {
            terminal.type("PS1='ready> '; autoload -Uz compinit; compinit -u -d dump; source " + file + "; clear",
                    "Enter");
            terminal.await("a prompt", Tmux.last("ready>"));
            terminal.type("faultline simulate pft --layout ", "Tab");
            terminal.await("both layouts", Tmux.contains("shared  -- one VMA, each thread its own slice"));
            terminal.type("ow", "Tab");
            terminal.await("the one that was begun", Tmux.contains("--layout own"));
            terminal.type("C-u", "faultline source ./completion", "Tab");
            terminal.await("a file", Tmux.contains("source ./completion.zsh"));
        }
    }

    @Test
    void fish_offers_words_and_says_what_they_are_and_else_files() throws Exception {
        installed(told());
        Path file = Files.writeString(folder.resolve("completion.fish"), script("fish"));
        try (Tmux terminal = in("fish", "fish --no-config --private")) {
            terminal.await("a prompt", Tmux.contains("~"));
            terminal.type("source " + file + "; clear", "Enter");
            terminal.type("faultline simulate pft --layout ", "Tab");
            terminal.await("both layouts", Tmux.contains("(one VMA, each thread its own slice)"));
            terminal.type("ow", "Tab");
            terminal.await("the one that was begun", Tmux.contains("--layout own"));
            terminal.type("C-c", "faultline source ./completion", "Tab");
            terminal.await("a file", Tmux.contains("source ./completion.fish"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void a_shell_that_is_here_can_read_its_file(String shell) throws Exception {
        String text = script(shell);
        assertTrue(text.contains("--complete"), text);
        Tmux.needs(shell);

        assertEquals(List.of(), run(shell, "-n", Files.writeString(folder.resolve("file"), text).toString()));
    }

    /// A `faultline` as the launcher would be, first on the path of [#in].
    private Path installed(String body) throws IOException {
        Path faultline = Files.writeString(folder.resolve("faultline"), "#!/bin/sh\n" + body);
        assertTrue(faultline.toFile().setExecutable(true));
        return faultline;
    }

    /// Answers what the shells are made to ask below as the command tree does, in place of the product, which would
    /// start at each Tab. Whoever asks with other words, or other ends of words, gets nothing.
    private String told() throws IOException {
        StringBuilder body = new StringBuilder("IFS='|'\ncase \"$*\" in\n");
        for (String word : List.of("", "ow")) {
            Path answer = Files.writeString(folder.resolve("answer-" + word), DESK.part(CommandTree.class)
                    .complete(List.of("simulate", "pft", "--layout"), word).stream()
                    .map(choice -> choice.value() + "\t" + choice.meaning() + "\n").collect(Collectors.joining()));
            body.append("'--complete|simulate|pft|--layout|").append(word).append("') cat '").append(answer)
                    .append("';;\n");
        }
        return body.append("esac\n").toString();
    }

    /// That shell in a terminal of its own; skipped where it is not installed.
    private Tmux in(String shell, String command) throws IOException {
        Tmux.needs(shell);
        Tmux terminal = Tmux.in(folder);
        terminal.start("cd '" + folder + "'; HOME='" + folder + "' XDG_STATE_HOME='" + folder + "/state' PATH='"
                + folder + "':\"$PATH\" exec " + command);
        return terminal;
    }

    private static String script(String shell) {
        assertEquals(Exit.GOOD, DESK.run("completion " + shell));
        return DESK.printed();
    }

    private static List<String> run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
}
