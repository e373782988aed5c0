package faultline.repl.command;

import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.lab.session.Counter;
import faultline.lab.session.SessionAnswer;
import faultline.lab.session.SessionAnswer.Accessed;
import faultline.lab.session.SessionAnswer.NoPlace;
import faultline.lab.session.SessionRequest;
import faultline.repl.text.Answer;
import faultline.repl.text.Row;
import faultline.repl.text.Wrapped;
import faultline.repl.work.SessionWorker;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "fault", description = "User code reads, writes or executes one word.",
        footer = {"fault 0x7f0000400000 w", "fault a.so+8 x"})
final class Fault implements Command {
    private final SessionWorker session;

    @Parameters(index = "0", paramLabel = "ADDR", completionCandidates = Places.class,
            description = "0x7f0000400000, or a place in a file that is mapped: a.so+8.")
    private String address;

    @Parameters(index = "1", paramLabel = "r|w|x", completionCandidates = Accesses.class,
            description = "Read, write or execute.")
    private String access;

    @Inject Fault(SessionWorker session) {
        this.session = session;
    }

    @Override public Answer run() {
        String wanted = access.toLowerCase(Locale.ROOT);
        if (!List.of("r", "w", "x").contains(wanted)) {
            throw new Trouble(Exit.USAGE, "fault: '" + access + "' is no access")
                    .why("r reads, w writes, x executes")
                    .next("fault " + address + " r");
        }
        SessionAnswer answer = session.ask(new SessionRequest.Fault(Grammar.place(address), wanted));
        return switch (answer) {
            case Accessed accessed -> told(accessed);
            case NoPlace no -> throw Refusal.of(no);
            default -> throw new IllegalStateException("fault answered " + answer);
        };
    }

    static Answer told(Accessed a) {
        boolean done = a.ending().equals("done");
        String text = Wrapped.text("", "  ", "0x%x %s: %s".formatted(a.address(), a.access(),
                done ? a.why() : a.ending() + ", " + a.why() + "; nothing changed"))
                + "  locks     " + a.path() + "\n" + moved(a.counters());
        Answer answer = Answer.of(text, Row.of("address", Row.address(a.address())).and("access", a.access())
                .and("ending", a.ending()).and("why", a.why()).and("path", a.path())
                .and("value", done ? Row.address(a.value()) : null)
                .and("counters", VmStat.rows(a.counters())));
        return done ? answer : answer.failed();
    }

    /// The counters that moved, one a line.
    static String moved(List<Counter> counters) {
        StringBuilder lines = new StringBuilder();
        for (Counter counter : counters) {
            lines.append(lines.isEmpty() ? "  counters  " : "            ").append(counter.name())
                    .append(" +").append(counter.value()).append('\n');
        }
        return lines.toString();
    }
}
