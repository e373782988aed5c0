package faultline.repl;

import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import faultline.host.Trouble;
import faultline.host.worker.Workers;
import faultline.repl.text.Choice;
import faultline.repl.work.Conversation;
import faultline.repl.work.SessionWorker;
import faultline.repl.work.Strategies;
import org.jline.keymap.KeyMap;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.Reference;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Size;
import org.jline.terminal.Sized;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.InfoCmp;

/// The prompt on a terminal: line editing, completion, history, colours, Ctrl-C and Ctrl-D. It and
/// [Highlighting] are all that knows JLine.
///
/// The prompt is there before the desk behind it is wired, which takes as long again; the first line or Tab
/// waits for that.
///
/// A command runs on the thread that reads the lines. Ctrl-C interrupts that thread, which stops the command
/// and leaves what it has; at the prompt it drops the line.
final class Prompt {
    private static final int HISTORY_LINES = 10_000;
    private static final int COLUMNS = 80;
    private static final int ROWS = 24;
    private static final String STEP = "step";
    private static final String ACCEPT = "accept-suggestion";
    private static final String RIGHT = "\u001b[C";

    private final CompletableFuture<Desk> desk;
    private boolean stepping;     // whether the last line was a step

    Prompt(CompletableFuture<Desk> desk) {
        this.desk = desk;
    }

    /// What is behind the prompt.
    record Desk(CommandTree commands, Strategies strategies, SessionWorker session, Workers workers,
            Conversation conversation) {
        @Inject Desk {
        }
    }

    /// Reads and runs lines until somebody leaves.
    void run() {
        try (Terminal terminal = TerminalBuilder.builder().system(true).dumb(true).build()) {
            run(terminal, StateFolder.own("history"));
        } catch (IOException noTerminal) {
            throw new UncheckedIOException(noTerminal);
        }
    }

    /// The same on a terminal of our own, which nobody sees and nobody remembers.
    void run(InputStream in, OutputStream out) throws IOException {
        try (Terminal terminal = TerminalBuilder.builder().system(false).provider("jni").streams(in, out)
                .type("xterm-256color").build()) {
            run(terminal, null);
        }
    }

    private void run(Terminal terminal, Path history) {
        if (terminal.getSize().getColumns() == 0) {
            terminal.setSize((Sized) Size.of(COLUMNS, ROWS));   // it does not know its own
        }
        keepKeys(terminal);
        LineReader reader = reader(terminal, history);
        reader.printAbove("faultline: page faults and uprobes over swappable locks. Next: help");
        desk.thenAccept(behind -> begin(behind, reader));
        while (!desk.isDone() || !desk.join().commands().left()) {
            try {
                String line = reader.readLine(prompt());
                perform(terminal, words(terminal, line));
            } catch (UserInterruptException lineDropped) {
                continue;
            } catch (EndOfFileException controlD) {
                return;
            }
        }
    }

    /// What is typed while a command runs waits, unseen, for the prompt after it, Ctrl-D too: a terminal that
    /// collects lines would keep that for itself. Ctrl-C still interrupts. Closed, the
    /// terminal is as it was.
    private static void keepKeys(Terminal terminal) {
        Attributes attributes = terminal.getAttributes();
        attributes.setLocalFlags(EnumSet.of(LocalFlag.ICANON, LocalFlag.ECHO), false);
        attributes.setControlChar(ControlChar.VMIN, 1);
        attributes.setControlChar(ControlChar.VTIME, 0);
        terminal.setAttributes(attributes);
    }

    private static void begin(Desk behind, LineReader reader) {
        behind.conversation().from(prompt -> answered(reader, prompt));
        behind.strategies().rejected().ifPresent(trouble -> reader.printAbove(trouble.text()));
        behind.workers().keepAhead();
        behind.workers().prepare();
    }

    /// A line for a command that asks back; nothing where somebody wants to leave it.
    private static Optional<String> answered(LineReader reader, String prompt) {
        try {
            return Optional.of(reader.readLine(prompt));
        } catch (UserInterruptException | EndOfFileException left) {
            return Optional.empty();
        }
    }

    private String prompt() {
        return (desk.isDone() ? desk.join().session().strategy().name() : Strategies.USUAL) + "> ";
    }

    private LineReader reader(Terminal terminal, Path history) {
        DefaultParser parser = new DefaultParser();
        parser.setEofOnUnclosedQuote(false);
        LineReader reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("faultline")
                .parser(parser)
                .highlighter(new Highlighting(words ->
                        desk.isDone() ? desk.join().commands().command(words) : 0))
                .completer((_, line, candidates) -> complete(line, candidates))
                .option(LineReader.Option.HISTORY_IGNORE_SPACE, true)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .variable(LineReader.HISTORY_FILE, history)
                .variable(LineReader.HISTORY_SIZE, HISTORY_LINES)
                .variable(LineReader.HISTORY_FILE_SIZE, HISTORY_LINES)
                .build();
        if (Highlighting.wanted()) {
            suggest(reader, terminal);
        }
        return reader;
    }

    /// Shows how the last line that began so went on; Right, at the end of the line, takes it.
    private static void suggest(LineReader reader, Terminal terminal) {
        reader.setAutosuggestion(LineReader.SuggestionType.HISTORY);
        reader.getWidgets().put(ACCEPT, () -> {
            boolean atEnd = reader.getBuffer().cursor() == reader.getBuffer().length();
            if (atEnd && !reader.getTailTip().isEmpty()) {
                reader.getBuffer().write(reader.getTailTip());
            } else {
                reader.callWidget(LineReader.FORWARD_CHAR);
            }
            return true;
        });
        reader.getKeyMaps().get(LineReader.MAIN).bind(new Reference(ACCEPT), RIGHT, KeyMap.ctrl('F'),
                KeyMap.key(terminal, InfoCmp.Capability.key_right));
    }

    private void complete(ParsedLine line, List<Candidate> candidates) {
        List<String> before = line.words().subList(0, line.wordIndex());
        List<Choice> choices = desk.join().commands().complete(before,
                line.word().substring(0, line.wordCursor()));
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

    /// An empty line is the last step again, and nothing after anything else.
    private void perform(Terminal terminal, List<String> typed) {
        List<String> words = typed.isEmpty() && stepping ? List.of(STEP) : typed;
        if (words.isEmpty()) {
            return;
        }
        stepping = words.getFirst().equals(STEP);
        Thread runner = Thread.currentThread();
        Terminal.SignalHandler before = terminal.handle(Terminal.Signal.INT, signal -> runner.interrupt());
        try {
            desk.join().commands().run(words);
        } finally {
            terminal.handle(Terminal.Signal.INT, before);
            Thread.interrupted();
        }
    }
}
