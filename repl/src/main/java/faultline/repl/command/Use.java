package faultline.repl.command;

import jakarta.inject.Inject;
import faultline.host.plugin.Plugin;
import faultline.repl.text.Answer;
import faultline.repl.text.Row;
import faultline.repl.text.Wrapped;
import faultline.repl.work.SessionWorker;
import faultline.repl.work.Strategies;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "use",
        description = {"Chooses the strategy that locks the prompt's address space.",
            "The commands that built the address space are replayed over it."},
        footer = {"use refcount", "use store-free"})
final class Use implements Command {
    private final Strategies strategies;
    private final SessionWorker session;

    @Parameters(index = "0", paramLabel = "STRATEGY", completionCandidates = StrategyNames.class,
            description = "One of those that 'strategies' lists.")
    private String name;

    @Inject Use(Strategies strategies, SessionWorker session) {
        this.strategies = strategies;
        this.session = session;
    }

    @Override public Answer run() {
        Plugin strategy = strategies.named(name, "use");
        int replayed = session.use(strategy);
        String text = strategy.name() + ": " + strategy.summary() + (replayed == 0 ? ""
                : replayed == 1 ? "; 1 command replayed" : "; " + replayed + " commands replayed");
        return Answer.of(Wrapped.text("", "  ", text), Row.of("strategy", strategy.name())
                .and("summary", strategy.summary()).and("replayed", replayed));
    }
}
