package faultline.repl.command;

import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.host.explore.WalkJob;
import faultline.lab.Walk;
import faultline.lab.Walk.Stop;
import faultline.repl.text.Answer;
import faultline.repl.text.Wrapped;
import faultline.repl.work.Explorations;
import faultline.repl.work.Walks;
import jakarta.inject.Inject;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "step", description = {"Walks through a run: its next step, or the next N.",
        "With a token it begins that run; then 'step', 'back' and 'why' go on from there."},
        footer = {"step k3f9a-7hq2m1-x0a1b2", "step 5"})
final class Step implements Command {
    private final Tokens tokens;
    private final Walks walks;

    @Parameters(index = "0", arity = "0..1", paramLabel = "TOKEN|N", completionCandidates = Replay.Recent.class,
            description = "A run to begin, or how many steps to go on.")
    private String typed;

    @Option(names = "--all", description = "All steps that are left.")
    private boolean all;

    @Inject Step(Tokens tokens, Walks walks) {
        this.tokens = tokens;
        this.walks = walks;
    }

    @Override public Answer run() {
        boolean begins = typed != null && !typed.matches("\\d{1,6}");
        if (begins) {
            begin();
        }
        int steps = all ? Integer.MAX_VALUE / 2 : begins || typed == null ? 1 : Integer.parseInt(typed);
        Walk walk = walks.walk();
        int from = walks.at();
        if (from == walk.stops().size() && !begins) {
            throw new Trouble(Exit.USAGE, "the run is over after step " + from).next("back");
        }
        walks.move(steps);
        List<Stop> stops = walk.stops().subList(from, walks.at());
        StringBuilder text = new StringBuilder(begins ? header(walk) : "");
        stops.forEach(stop -> text.append(Steps.told(walk, stop)));
        if (walks.at() == walk.stops().size()) {
            text.append(Steps.ending(walk));
        }
        return Answer.of(text.toString(), Steps.rows(walk, stops));
    }

    private void begin() {
        Tokens.Named named = tokens.named(typed);
        try (Explorations.Searching search = walks.over(named.material())) {
            walks.begin(walks.ask(search, new WalkJob.Order(named.subject(), named.token().toString(), List.of())));
        }
    }

    private static String header(Walk walk) {
        String cause = walk.failure().isEmpty() ? walk.ending() : walk.failure().getFirst().cause();
        return Wrapped.text("", "  ", cause) + walk.stops().size() + " steps of "
                + String.join(", ", walk.tasks().subList(0, walk.tasks().size() - 1))
                + "; next: step, back, why\n\n";
    }
}
