package faultline.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
        Path faultline = Files.writeString(folder.resolve("faultline"), "#!/bin/sh\nexec " + Launch.command()
                .stream().map(word -> "'" + word + "'").collect(Collectors.joining(" ")) + " \"$@\"\n");
        assertTrue(faultline.toFile().setExecutable(true));
        Path script = Files.writeString(folder.resolve("completion.bash"), script("bash"));

        List<String> offered = run("bash", "-c", "source " + script + "; COMP_WORDS=(" + faultline
                + " simulate pft --layout ''); COMP_CWORD=4; _faultline; printf '%s\\n' \"${COMPREPLY[@]}\"");

        assertEquals(DESK.part(CommandTree.class).complete(List.of("simulate", "pft", "--layout"), "").stream()
                .map(Choice::value).toList(), offered);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void a_shell_that_is_here_can_read_its_file(String shell) throws Exception {
        String text = script(shell);
        assertTrue(text.contains("--complete"), text);
        assumeTrue(Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(place -> Files.isExecutable(Path.of(place, shell))), "there is no " + shell);

        assertEquals(List.of(), run(shell, "-n", Files.writeString(folder.resolve("file"), text).toString()));
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
