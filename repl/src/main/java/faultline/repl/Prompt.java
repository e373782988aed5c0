package faultline.repl;

import jakarta.inject.Inject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import faultline.host.Trouble;
import faultline.host.worker.Workers;
import faultline.repl.text.Choice;
import faultline.repl.work.SessionWorker;
import faultline.repl.work.Strategies;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/// The prompt on a terminal, and the only class that knows JLine: line editing, completion, history, Ctrl-C
/// and Ctrl-D.
///
/// A command runs on the thread that reads the lines. Ctrl-C interrupts that thread, which stops the command
/// and leaves what it has; at the prompt it drops the line.
final class Prompt {
    private static final int HISTORY_LINES = 10_000;

    private final CommandTree commands;
    private final Strategies strategies;
    private final SessionWorker session;
    private final Workers workers;

    @Inject Prompt(CommandTree commands, Strategies strategies, SessionWorker session, Workers workers) {
        this.commands = commands;
        this.strategies = strategies;
        this.session = session;
        this.workers = workers;
    }

    /// Reads and runs lines until somebody leaves.
    void run() {
        try (Terminal terminal = TerminalBuilder.builder().system(true).dumb(true).build()) {
            LineReader reader = reader(terminal);
            reader.printAbove("faultline: page faults and uprobes over swappable locks. Next: help");
            workers.keepAhead();
            workers.prepare();
            strategies.rejected().ifPresent(trouble -> reader.printAbove(trouble.text()));
            while (!commands.left()) {
                try {
                    perform(terminal, words(terminal, reader.readLine(session.strategy().name() + "> ")));
                } catch (UserInterruptException lineDropped) {
                    continue;
                } catch (EndOfFileException controlD) {
                    return;
                }
            }
        } catch (IOException noTerminal) {
            throw new UncheckedIOException(noTerminal);
        }
    }

    private LineReader reader(Terminal terminal) {
        DefaultParser parser = new DefaultParser();
        parser.setEofOnUnclosedQuote(false);
        return LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("faultline")
                .parser(parser)
                .completer((reader, line, candidates) -> complete(line, candidates))
                .option(LineReader.Option.HISTORY_IGNORE_SPACE, true)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .variable(LineReader.HISTORY_FILE, StateFolder.file("history"))
                .variable(LineReader.HISTORY_SIZE, HISTORY_LINES)
                .variable(LineReader.HISTORY_FILE_SIZE, HISTORY_LINES)
                .build();
    }

    private void complete(ParsedLine line, List<Candidate> candidates) {
        List<String> before = line.words().subList(0, line.wordIndex());
        List<Choice> choices = commands.complete(before, line.word().substring(0, line.wordCursor()));
        for (int at = 0; at < choices.size(); at++) {
            Choice choice = choices.get(at);
            String meaning = choice.meaning().isEmpty() ? null : choice.meaning();
            candidates.add(new Candidate(choice.value(), choice.value(), null, meaning, null, null, true,
                    at));
        }
    }

    private static List<String> words(Terminal terminal, String line) {
        try {
            return Words.of(line);
        } catch (Trouble trouble) {
            PrintWriter out = terminal.writer();
            out.println(trouble.text());
            out.flush();
            return List.of();
        }
    }

    private void perform(Terminal terminal, List<String> words) {
        if (words.isEmpty()) {
            return;
        }
        Thread runner = Thread.currentThread();
        Terminal.SignalHandler before = terminal.handle(Terminal.Signal.INT, signal -> runner.interrupt());
        try {
            commands.run(words);
        } finally {
            terminal.handle(Terminal.Signal.INT, before);
            Thread.interrupted();
        }
    }
}
