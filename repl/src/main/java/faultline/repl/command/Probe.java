package faultline.repl.command;

import jakarta.inject.Inject;
import java.util.List;
import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.lab.session.SessionAnswer;
import faultline.lab.session.SessionAnswer.NoFile;
import faultline.lab.session.SessionAnswer.NoPlace;
import faultline.lab.session.SessionAnswer.ProbeList;
import faultline.lab.session.SessionAnswer.Refused;
import faultline.lab.session.SessionRequest;
import faultline.repl.text.Answer;
import faultline.repl.text.Choice;
import faultline.repl.text.Choices;
import faultline.repl.text.Row;
import faultline.repl.text.Table;
import faultline.repl.work.SessionWorker;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "probe", description = {"Puts a uprobe on an instruction, or takes it away.",
        "add takes a place, rm the number that list shows."},
        footer = {"probe add a.so+8", "probe list"})
final class Probe implements Command {
    private final SessionWorker session;

    @Parameters(index = "0", paramLabel = "add|rm|list", completionCandidates = Actions.class,
            description = "What to do.")
    private String action;

    @Parameters(index = "1", arity = "0..1", paramLabel = "PLACE|NUMBER", completionCandidates = Files.class,
            description = "a.so+8, an address in a mapped file, or a probe's number.")
    private String subject;

    @Option(names = "--return",
            description = "With add: call a handler when the function that starts there returns, too.")
    private boolean onReturn;

    @Inject Probe(SessionWorker session) {
        this.session = session;
    }

    @Override public Answer run() {
        SessionRequest request = switch (action) {
            case "add" -> new SessionRequest.AddProbe(Grammar.place(subject("probe add a.so+8")), onReturn);
            case "rm" -> new SessionRequest.RemoveProbe(number(subject("probe list")));
            case "list" -> new SessionRequest.Probes();
            default -> throw new Trouble(Exit.USAGE, "probe: there is no '" + action + "'")
                    .why("there are: add, rm, list").next("help probe");
        };
        SessionAnswer answer = session.ask(request);
        return switch (answer) {
            case ProbeList list -> Answer.of(text(list.probes()), rows(list.probes()));
            case Refused refused -> Refusal.of("probe " + action, refused);
            case NoPlace no -> throw Refusal.of(no);
            case NoFile no -> throw Refusal.of(no);
            default -> throw new IllegalStateException("probe answered " + answer);
        };
    }

    private String subject(String next) {
        if (subject == null) {
            throw new Trouble(Exit.USAGE, "probe " + action + " needs to know which").next(next);
        }
        return subject;
    }

    private static int number(String typed) {
        try {
            return Integer.parseInt(typed);
        } catch (NumberFormatException notOne) {
            throw new Trouble(Exit.USAGE, "probe rm: '" + typed + "' is no probe's number")
                    .next("probe list");
        }
    }

    static String text(List<SessionAnswer.Probe> probes) {
        if (probes.isEmpty()) {
            return "no probes\n";
        }
        Table table = new Table().numbers("probe").words("place").words("instruction").numbers("hits")
                .numbers("returns");
        probes.forEach(p -> table.row(Integer.toString(p.number()), p.place(), p.insn(),
                Long.toString(p.hits()),
                p.returns() < 0 ? "-" : Long.toString(p.returns())));
        return table.toString();
    }

    static List<Row> rows(List<SessionAnswer.Probe> probes) {
        return probes.stream().map(p -> Row.of("number", p.number()).and("place", p.place())
                .and("insn", p.insn())
                .and("hits", p.hits()).and("returns", p.returns() < 0 ? null : p.returns())).toList();
    }

    /// What can be done with probes.
    static final class Actions implements Choices {
        @Override public List<Choice> all() {
            return List.of(new Choice("add", "put one on an instruction"), new Choice("rm", "take one away"),
                    new Choice("list", "those that are there"));
        }
    }
}
