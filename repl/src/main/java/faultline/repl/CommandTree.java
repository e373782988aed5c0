package faultline.repl;

import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import com.google.inject.Injector;
import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.repl.command.Command;
import faultline.repl.command.Help;
import faultline.repl.command.Lines;
import faultline.repl.command.Quit;
import faultline.repl.text.Answer;
import faultline.repl.text.Choice;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// All commands: parses what was typed, runs it, says how it went. The same for the prompt, for standard
/// input and for the command line.
@Singleton
final class CommandTree {
    static final String NO_COMMAND = "faultline";

    private final CommandLine commands;
    private final Root root = new Root();
    private final Beginning beginning;
    private final Logbook logbook;
    private final Voice voice;
    private final Provider<Lines> lines;
    private boolean left;

    @Inject CommandTree(Set<Command> all, Injector parts, Beginning beginning, Logbook logbook, Voice voice,
            Provider<Lines> lines) {
        this.beginning = beginning;
        this.logbook = logbook;
        this.voice = voice;
        this.lines = lines;
        this.commands = new CommandLine(root, new CommandLine.IFactory() {
            @Override public <K> K create(Class<K> type) throws Exception {
                return type.isInterface() ? CommandLine.defaultFactory().create(type)
                        : parts.getInstance(type);
            }
        });
        all.forEach(commands::addSubcommand);
        commands.setAbbreviatedSubcommandsAllowed(true);
        commands.setAbbreviatedOptionsAllowed(true);
    }

    /// Runs one command and prints its answer. Never throws.
    Exit run(List<String> words) {
        boolean json = words.contains("--json");
        long began = System.nanoTime();
        String name = NO_COMMAND;
        List<String> asked = asked(words);
        try {
            name = Groups.commandNamed(spec(), asked).orElse(NO_COMMAND);
            ParseResult parsed = parse(asked);
            if (!parsed.hasSubcommand()) {
                return withoutCommand(parsed, json);
            }
            Exit begun = beginning.ofCommand(root);
            ParseResult sub = parsed.subcommand();
            name = sub.commandSpec().name();
            Optional<CommandSpec> asking = asksForHelp(sub);
            if (asking.isPresent()) {
                return voice.answer(name, json, Help.of(asking.get()));
            }
            Command command = (Command) sub.commandSpec().userObject();
            left |= command instanceof Quit;
            logbook.before(name, asked);
            voice.begin(json);
            Answer answer = command.run();
            logbook.answered(name, asked, answer);
            Exit exit = voice.answer(name, json, Onward.of(name, words).from(answer));
            logbook.ended(name, words, exit, began);
            return exit == Exit.GOOD ? begun : exit;
        } catch (Trouble trouble) {
            logbook.ended(name, words, trouble, began);
            return voice.trouble(name, json, Onward.of(name, words).from(trouble));
        } catch (ParameterException misuse) {
            return voice.trouble(name, json, Misuse.trouble(misuse, asked));
        } catch (RuntimeException | Error bug) {
            return voice.bug(name, json, bug);
        } finally {
            voice.end();
        }
    }

    /// The command that help is wanted for: that of `trace fault --help` is `fault`.
    private static Optional<CommandSpec> asksForHelp(ParseResult parsed) {
        ParseResult last = parsed;
        while (last.hasSubcommand() && !last.isUsageHelpRequested()) {
            last = last.subcommand();
        }
        return last.isUsageHelpRequested() ? Optional.of(last.commandSpec()) : Optional.empty();
    }

    private Exit withoutCommand(ParseResult parsed, boolean json) {
        if (parsed.isVersionHelpRequested()) {
            return voice.answer(NO_COMMAND, json, Version.answer());
        }
        return root.lines == null ? voice.answer(NO_COMMAND, json, Help.overview(spec())) : runLines();
    }

    /// What `-e` says.
    private Exit runLines() {
        StringReader typed = new StringReader(String.join("\n", Words.commands(root.lines)));
        boolean keepGoing = root.keepGoing;
        Exit begun = beginning.ofAll(root);
        try {
            Exit exit = lines.get().run(new BufferedReader(typed), keepGoing);
            return exit == Exit.GOOD ? begun : exit;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /// How to begin, for commands that are yet to be typed.
    ///
    /// @param begun     how that went
    /// @param keepGoing whether to stop at the first command that fails
    record Opening(Exit begun, boolean keepGoing) {
    }

    /// Whether these words name no command, and only say how to begin.
    boolean opens(List<String> words) {
        try {
            ParseResult parsed = parse(asked(words));
            return !parsed.hasSubcommand() && root.lines == null && !root.json && !root.help && !root.version;
        } catch (ParameterException misuse) {
            return false;
        }
    }

    /// Begins as such words say. Never throws.
    Opening open(List<String> words) {
        parse(asked(words));
        boolean keepGoing = root.keepGoing;
        try {
            return new Opening(beginning.ofAll(root), keepGoing);
        } catch (Trouble trouble) {
            return new Opening(voice.trouble(NO_COMMAND, false, trouble), keepGoing);
        } finally {
            voice.end();
        }
    }

    /// Whether somebody asked to leave.
    boolean left() {
        return left;
    }

    /// What could stand in the place of `word`, after these words.
    List<Choice> complete(List<String> before, String word) {
        return Completion.of(spec(), before, word);
    }

    /// How many of these words, from the first, name a command; 0 if they name none, or several.
    int command(List<String> words) {
        if (words.isEmpty()) {
            return 0;
        }
        List<String> joined = Groups.joined(spec(), words);
        boolean named = joined.getFirst().equals("?")
                || Groups.commandNamed(spec(), joined.subList(0, 1)).isPresent();
        return named ? 1 + words.size() - joined.size() : 0;
    }

    private CommandSpec spec() {
        return commands.getCommandSpec();
    }

    private ParseResult parse(List<String> words) {
        return commands.parseArgs(words.toArray(String[]::new));
    }

    /// As the library is asked: commands of two words as one, `maps ?` as help on `maps`, and `?` as help.
    private List<String> asked(List<String> words) {
        List<String> joined = Groups.joined(spec(), words);
        if (joined.isEmpty() || !joined.getLast().equals("?")) {
            return joined;
        }
        return joined.size() == 1 ? List.of("help") : List.of("help", joined.getFirst());
    }
}
