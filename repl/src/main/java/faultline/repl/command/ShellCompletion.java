package faultline.repl.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.repl.text.Answer;
import faultline.repl.text.Choice;
import faultline.repl.text.Choices;
import faultline.repl.text.Nearest;
import faultline.repl.text.Row;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/// The files ask `faultline --complete WORDS`, which answers from the command tree, so they have no list of
/// their own that could go stale.
@CommandLine.Command(name = "completion",
        description = {"Prints what lets bash, zsh or fish complete your words.",
            "Its first lines say where it belongs."},
        footer = {"completion bash", "completion fish"})
final class ShellCompletion implements Command {
    private static final List<String> SHELLS = List.of("bash", "zsh", "fish");

    @Parameters(index = "0", paramLabel = "SHELL", completionCandidates = Shells.class,
            description = "bash, zsh or fish.")
    private String shell;

    /// The shells there is a file for.
    static final class Shells implements Choices {
        @Override public List<Choice> all() {
            return SHELLS.stream().map(name -> new Choice(name, "")).toList();
        }
    }

    @Override public Answer run() {
        if (!SHELLS.contains(shell)) {
            Trouble trouble = new Trouble(Exit.USAGE, "completion: no file is there for '" + shell + "'")
                    .why("there are: " + String.join(", ", SHELLS));
            throw trouble.next("completion " + Nearest.to(shell, SHELLS).orElse(SHELLS.getFirst()));
        }
        String script = script(shell);
        return Answer.of(script, Row.of("shell", shell).and("script", script));
    }

    private static String script(String shell) {
        try (InputStream in = ShellCompletion.class.getResourceAsStream("completion." + shell)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }
}
