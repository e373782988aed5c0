package faultline.repl.command;

import jakarta.inject.Inject;
import faultline.lab.session.SessionAnswer;
import faultline.lab.session.SessionAnswer.Executed;
import faultline.lab.session.SessionAnswer.NoPlace;
import faultline.lab.session.SessionRequest;
import faultline.repl.text.Answer;
import faultline.repl.text.Row;
import faultline.repl.work.SessionWorker;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "hit", description = "User code executes one instruction, with the probes on it.",
        footer = {"hit a.so+8", "hit a.so --call"})
final class Hit implements Command {
    private final SessionWorker session;

    @Parameters(index = "0", paramLabel = "ADDR", completionCandidates = Places.class,
            description = "0x7f0000400000, or a place in a file that is mapped: a.so+8.")
    private String address;

    @Option(names = "--call", description = "Call it as a function: run on until it returns.")
    private boolean call;

    @Inject Hit(SessionWorker session) {
        this.session = session;
    }

    @Override public Answer run() {
        SessionAnswer answer = session.ask(new SessionRequest.Hit(Grammar.place(address), call));
        return switch (answer) {
            case Executed executed -> told(executed);
            case NoPlace no -> throw Refusal.of(no);
            default -> throw new IllegalStateException("hit answered " + answer);
        };
    }

    private static Answer told(Executed e) {
        boolean done = e.ending().equals("done");
        String text = "0x%x %s: %s%s\n".formatted(e.address(), e.insn(), done ? "" : e.ending() + ", ",
                e.how())
                + (e.lookup().isEmpty() ? "" : "  lookup    " + e.lookup() + "\n") + Fault.moved(e.counters())
                + (e.probes().isEmpty() ? "" : Probe.text(e.probes()).indent(2));
        Answer answer = Answer.of(text, Row.of("address", Row.address(e.address())).and("ending", e.ending())
                .and("insn", e.insn()).and("how", e.how()).and("lookup", e.lookup())
                .and("probes", Probe.rows(e.probes())).and("counters", VmStat.rows(e.counters())));
        return done ? answer : answer.failed();
    }
}
