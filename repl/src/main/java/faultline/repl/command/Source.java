package faultline.repl.command;

import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.repl.text.Answer;
import faultline.repl.text.Row;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "source",
        description = {"Runs the commands in a file, one a line.",
            "It stops at the first that fails, and ends as that one did."},
        footer = {"source lesson.txt", "source lesson.txt --keep-going"})
final class Source implements Command {
    private static final int DEEPEST = 8;

    private final Provider<Lines> lines;
    private int depth;

    @Parameters(index = "0", paramLabel = "FILE", description = "Commands; # begins a comment.")
    private String file;

    @Option(names = "--keep-going", description = "Do not stop at the first that fails.")
    private boolean keepGoing;

    @Inject Source(Provider<Lines> lines) {
        this.lines = lines;
    }

    @Override public Answer run() {
        String named = file;   // a line may be 'source' again, and then this command is asked anew
        Path path = OnDisk.path(named);
        if (depth >= DEEPEST) {
            throw new Trouble(Exit.USAGE, "source: " + named + " is read by itself, or more than " + DEEPEST
                    + " files deep");
        }
        depth++;
        try (BufferedReader reader = Files.newBufferedReader(path)) {
            Exit exit = lines.get().run(reader, keepGoing);
            return new Answer("", List.of(Row.of("file", named).and("exit", exit.code())), exit,
                    Optional.empty());
        } catch (NoSuchFileException missing) {
            throw new Trouble(Exit.USAGE, "source: there is no file " + named).next("help source");
        } catch (IOException unreadable) {
            throw new Trouble(Exit.USAGE, "source: " + named + " cannot be read").why(unreadable);
        } finally {
            depth--;
        }
    }
}
