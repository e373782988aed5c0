package faultline.repl.command;

import faultline.repl.text.Answer;
import faultline.repl.text.Choice;
import faultline.repl.text.Choices;
import faultline.repl.work.Explorations;
import faultline.repl.work.FailureFile;
import jakarta.inject.Inject;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "replay", description = {"Runs the execution that a token names, once more.",
        "A token is of one build: after a change to the code it is refused."},
        footer = {"replay k3f9a-7hq2m1-x0a1b2", "replay k3f9a-7hq2m1-@0a1b2c"})
final class Replay implements Command {
    private final Tokens tokens;
    private final Explorations explorations;

    @Parameters(index = "0", paramLabel = "TOKEN", completionCandidates = Recent.class,
            description = "As the report of a failure ends with it.")
    private String typed;

    @Inject Replay(Tokens tokens, Explorations explorations) {
        this.tokens = tokens;
        this.explorations = explorations;
    }

    @Override public Answer run() {
        Tokens.Named named = tokens.named(typed);
        try (Explorations.Searching search = explorations.brieflyOver(named.material())) {
            Explorations.Result result = search.run(named.replay());
            if (result.trouble().isPresent()) {
                throw result.trouble().get();
            }
            String name = named.name();
            return Found.answer(name, result.found(), 1);
        }
    }

    /// The tokens of this session.
    static final class Recent implements Choices {
        private final FailureFile failures;

        @Inject Recent(FailureFile failures) {
            this.failures = failures;
        }

        @Override public List<Choice> all() {
            return failures.tokens().stream().map(token -> new Choice(token, "")).toList();
        }
    }
}
