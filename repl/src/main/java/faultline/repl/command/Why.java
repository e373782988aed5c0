package faultline.repl.command;

import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.lab.Walk;
import faultline.lab.Walk.Stop;
import faultline.repl.text.Answer;
import faultline.repl.work.Walks;
import jakarta.inject.Inject;
import java.util.List;
import picocli.CommandLine;

@CommandLine.Command(name = "why", description = {"Why the step that was shown last could go as it did.",
        "Why a load could find its value, why a store could land where it did."}, footer = {"why", "why --json"})
final class Why implements Command {
    private final Walks walks;

    @Inject Why(Walks walks) {
        this.walks = walks;
    }

    @Override public Answer run() {
        Walk walk = walks.walk();
        if (walks.at() == 0) {
            throw new Trouble(Exit.USAGE, "this is before the first step").next("step");
        }
        Stop stop = walk.stops().get(walks.at() - 1);
        return Answer.of(Steps.why(walk, stop), Steps.rows(walk, List.of(stop)));
    }
}
