package faultline.repl.command;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.lab.trace.TraceStep;
import faultline.repl.text.Answer;
import faultline.repl.text.Row;
import faultline.repl.work.SessionWorker;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

@CommandLine.Command(name = "trace", description = {
        "Every step of one command: access, value, what is held.",
        "Indented by function; at the right the line in the function's source file.",
        "COMMAND is one that works on the address space: fault, hit, mmap, munmap,", "mprotect or probe."},
        subcommands = {Fault.class, Hit.class, Mmap.class, Munmap.class, Mprotect.class, Probe.class},
        footer = {"trace fault 0x7f0000400000 w", "trace --depth 3 fault a.so+8 r"})
final class Trace implements Command {
    private final SessionWorker session;

    @Option(names = "--depth", paramLabel = "N",
            description = "Fold exactly the calls that stand deeper than this; 99 folds none.")
    private Integer depth;

    @Option(names = "--writes", description = "Only the steps that write, or that take or give back a lock.")
    private boolean writes;

    @Spec private CommandSpec spec;

    @Inject Trace(SessionWorker session) {
        this.session = session;
    }

    @Override public Answer run() {
        ParseResult typed = spec.commandLine().getParseResult().subcommand();
        if (typed == null) {
            throw new Trouble(Exit.USAGE, "trace needs a command to trace").next("trace fault 0x7f0000400000 w");
        }
        if (depth != null && depth < 1) {
            throw new Trouble(Exit.USAGE, "trace: --depth " + depth + " would fold everything").why("1 is the least")
                    .next("trace --depth 3 " + typed.commandSpec().name());
        }
        List<Answer> answers = new ArrayList<>();
        List<TraceStep> steps = session.traced(() ->
                answers.add(((Command) typed.commandSpec().userObject()).run()));
        Answer answer = answers.getFirst();
        TraceTree tree = TraceTree.of(writes ? steps.stream().filter(TraceTree::matters).toList() : steps);
        return new Answer(tree.text(depth == null ? TraceTree.USUAL : depth) + TraceTree.summary(steps) + "\n" + answer.text(), rows(steps),
                answer.exit(), answer.trouble());
    }

    private static List<Row> rows(List<TraceStep> steps) {
        return steps.stream().map(step -> Row.of("function", step.calls().isEmpty() ? "" : step.calls().getLast())
                .and("depth", step.calls().size()).and("source", step.place()).and("access", step.access())
                .and("edge", step.edge()).and("cell", step.cell())
                .and("before", step.before().isEmpty() ? null : step.before())
                .and("after", step.after().isEmpty() ? null : step.after()).and("held", step.held())).toList();
    }
}
