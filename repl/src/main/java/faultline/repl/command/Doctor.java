package faultline.repl.command;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import faultline.repl.text.Answer;
import faultline.repl.text.Row;
import faultline.repl.text.Wrapped;
import faultline.repl.work.Checkup;
import picocli.CommandLine;

@CommandLine.Command(name = "doctor",
        description = {"Looks at JDK, terminal, machine and kernel; says what to fix.",
            "It changes nothing. Exit code 1 says that something cannot work at all."},
        footer = {"doctor", "doctor --json"})
final class Doctor implements Command {
    private static final String INDENT = " ".repeat(19);

    private final Checkup checkup;

    @Inject Doctor(Checkup checkup) {
        this.checkup = checkup;
    }

    @Override public Answer run() {
        StringBuilder text = new StringBuilder();
        List<Row> rows = new ArrayList<>();
        boolean fails = false;
        for (Checkup.Sign sign : checkup.all()) {
            text.append(Wrapped.text("%-4s  %-12s ".formatted(sign.state(), sign.part()), INDENT,
                    sign.found()));
            if (!sign.fix().isEmpty()) {
                text.append(Wrapped.text(INDENT, INDENT + "  ", "to do: " + sign.fix()));
            }
            rows.add(Row.of("part", sign.part()).and("state", sign.state().name()).and("found", sign.found())
                    .and("fix", sign.fix()));
            fails |= sign.state() == Checkup.State.NO;
        }
        Answer answer = Answer.of(text.toString(), rows);
        return fails ? answer.failed() : answer;
    }
}
