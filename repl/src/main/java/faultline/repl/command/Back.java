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
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "back", description = {"Goes back in the run that 'step' walks through.",
        "It shows the step that it comes to."}, footer = {"back", "back 3"})
final class Back implements Command {
    private final Walks walks;

    @Parameters(index = "0", arity = "0..1", paramLabel = "N", description = "How many steps; one if nothing is said.")
    private Integer steps;

    @Inject Back(Walks walks) {
        this.walks = walks;
    }

    @Override public Answer run() {
        Walk walk = walks.walk();
        if (walks.move(-(steps == null ? 1 : steps)) == 0) {
            throw new Trouble(Exit.USAGE, "this is before the first step").next("step");
        }
        if (walks.at() == 0) {
            return Answer.of("before the first step\n");
        }
        Stop stop = walk.stops().get(walks.at() - 1);
        return Answer.of(Steps.told(walk, stop), Steps.rows(walk, List.of(stop)));
    }
}
