package faultline.repl;

import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
import faultline.repl.text.Json;
import faultline.repl.work.Conversation;
import faultline.repl.work.Journal;
import faultline.repl.work.PredictFirst;
import faultline.repl.work.Progress;
import faultline.repl.work.RunLog;
import faultline.repl.work.TimeLimit;
import faultline.repl.work.Workshop;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// All commands: parses what was typed, runs it, says how it went. The same for the prompt, for standard
/// input and for the command line.
@Singleton
final class CommandTree {
    private static final String NO_COMMAND = "faultline";

    private final CommandLine commands;
    private final Root root = new Root();
    private final Workshop workshop;
    private final TimeLimit limit;
    private final PredictFirst predictFirst;
    private final Journal journal;
    private final Progress progress;
    private final Provider<Lines> lines;
    private final RunLog runs;
    private final Conversation conversation;
    private final Console console;
    private boolean left;

    @Inject CommandTree(Set<Command> all, Injector injector, Console console, Workshop workshop,
            TimeLimit limit, PredictFirst predictFirst, Journal journal, Progress progress,
            Provider<Lines> lines, RunLog runs, Conversation conversation) {
        this.conversation = conversation;
        this.journal = journal;
        this.progress = progress;
        this.lines = lines;
        this.limit = limit;
        this.predictFirst = predictFirst;
        this.runs = runs;
        this.workshop = workshop;
        this.console = console;
        this.commands = new CommandLine(root, new CommandLine.IFactory() {
            @Override public <K> K create(Class<K> type) throws Exception {
                return type.isInterface() ? CommandLine.defaultFactory().create(type)
                        : injector.getInstance(type);
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
        List<String> asked = asked(Groups.joined(commands.getSubcommands().keySet(), words));
        try {
            name = Misuse.commandNamed(commands, asked);
            ParseResult parsed = parse(asked);
            if (parsed.isVersionHelpRequested()) {
                return print(name, json, Version.answer());
            }
            if (root.lines != null && !parsed.hasSubcommand()) {
                return runLines();
            }
            if (!parsed.hasSubcommand()) {
                return print(name, json, Help.overview(commands.getCommandSpec()));
            }
            limit.say(root.timeLimit());
            Exit loaded = load();
            ParseResult sub = parsed.subcommand();
            name = sub.commandSpec().name();
            if (sub.isUsageHelpRequested()) {
                return print(name, json, Help.of(sub.commandSpec()));
            }
            Command command = (Command) sub.commandSpec().userObject();
            left |= command instanceof Quit;
            predictFirst.refuse(name, asked);
            conversation.silent(json);
            Answer answer = command.run();
            runs.keep(name, asked, answer);
            Exit exit = print(name, json, answer);
            journal.add(run(name, words, exit, began));
            return exit == Exit.GOOD ? loaded : exit;
        } catch (Trouble trouble) {
            if (trouble.exit() != Exit.USAGE) {
                journal.add(run(name, words, trouble.exit(), began));
            }
            return tell(name, json, trouble);
        } catch (ParameterException misuse) {
            return tell(name, json, Misuse.trouble(misuse, asked));
        } catch (RuntimeException | Error bug) {
            return tell(name, json, bug);
        } finally {
            progress.clear();
            console.flush();
        }
    }

    /// What `-e` says, after its plugins are there.
    private Exit runLines() {
        String typed = root.lines;
        boolean keepGoing = root.keepGoing;
        limit.say(root.timeLimit());
        Exit loaded = load();
        try {
            StringReader commands = new StringReader(String.join("\n", Words.commands(typed)));
            Exit exit = lines.get().run(new BufferedReader(commands), keepGoing);
            return exit == Exit.GOOD ? loaded : exit;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /// What `--plugins` names. One that cannot be loaded is told, and the others and the command go on without it.
    private Exit load() {
        Exit worst = Exit.GOOD;
        for (Path path : root.loaded()) {
            try {
                workshop.load(path);
            } catch (Trouble trouble) {
                console.err().println(trouble.text());
                worst = trouble.exit();
            }
        }
        return worst;
    }

    private static Journal.Run run(String name, List<String> words, Exit exit, long began) {
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        return new Journal.Run(name, String.join(" ", words), exit, took);
    }

    /// Whether somebody asked to leave.
    boolean left() {
        return left;
    }

    /// What could stand in the place of `word`, after these words.
    List<Choice> complete(List<String> before, String word) {
        return Completion.of(commands.getCommandSpec(), before, word);
    }

    /// How many of these words, from the first, name a command; 0 if they name none, or several.
    int command(List<String> words) {
        if (words.isEmpty()) {
            return 0;
        }
        List<String> joined = Groups.joined(commands.getSubcommands().keySet(), words);
        boolean named = !Misuse.commandNamed(commands, joined.subList(0, 1)).equals(NO_COMMAND)
                || joined.getFirst().equals("?");
        return named ? 1 + words.size() - joined.size() : 0;
    }

    private ParseResult parse(List<String> words) {
        return commands.parseArgs(words.toArray(String[]::new));
    }

    /// `maps ?` asks for help on `maps`, and `?` for help.
    private static List<String> asked(List<String> words) {
        if (words.isEmpty() || !words.getLast().equals("?")) {
            return words;
        }
        return words.size() == 1 ? List.of("help") : List.of("help", words.getFirst());
    }

    private Exit print(String name, boolean json, Answer answer) {
        console.out().print(json ? Json.of(name, answer) + "\n" : answer.text());
        if (!json) {
            console.out().flush();
            answer.trouble().ifPresent(trouble -> console.err().println(trouble.text()));
        }
        return answer.exit();
    }

    private Exit tell(String name, boolean json, Trouble trouble) {
        if (json) {
            console.out().println(Json.of(name, trouble));
        } else {
            console.err().println(trouble.text());
        }
        return trouble.exit();
    }

    /// Nobody's fault but ours, so all of it is shown.
    private Exit tell(String name, boolean json, Throwable bug) {
        StringWriter trace = new StringWriter();
        bug.printStackTrace(new PrintWriter(trace));
        Trouble trouble = new Trouble(Exit.BUG, name + ": a bug of ours").why(trace.toString().strip());
        if (json) {
            console.out().println(Json.of(name, new Trouble(Exit.BUG, name + ": a bug of ours")
                    .why(bug.toString())));
            console.err().print(trace);
        } else {
            console.err().println(trouble.text());
        }
        return Exit.BUG;
    }
}
