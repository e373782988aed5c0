package faultline.repl.command;

import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.host.explore.ReplayJob;
import faultline.host.explore.Subject;
import faultline.host.plugin.Letter;
import faultline.host.plugin.Plugin;
import faultline.lab.RunToken;
import faultline.lab.Scenarios;
import faultline.repl.work.Explorations;
import faultline.repl.work.FailureFile;
import faultline.repl.work.Strategies;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds out what a token means: which strategy, which scenario, which letters, by their marks.
final class Tokens {
    private final Strategies strategies;
    private final FailureFile failures;

    @Inject Tokens(Strategies strategies, FailureFile failures) {
        this.strategies = strategies;
        this.failures = failures;
    }

    /// @param plugin `null` for a scenario that needs none
    record Named(Plugin plugin, String scenario, List<String> dropped, RunToken token) {
        Subject subject() {
            return Explorations.subject(plugin, scenario, dropped);
        }

        ReplayJob.Order replay() {
            return new ReplayJob.Order(subject(), token.toString());
        }
    }

    Named named(String typed) {
        RunToken token = parsed(typed);
        boolean plain = token.strategy().equals(RunToken.mark(""));
        Plugin plugin = plain ? null : strategies.all().stream()
                .filter(one -> RunToken.mark(one.name()).equals(token.strategy())).findFirst()
                .orElseThrow(() -> new Trouble(Exit.USAGE, "the token is of a strategy that is not here")
                        .why("load its plugin first").next("plugin load PATH"));
        List<String> scenarios = plain ? Subjects.plain() : Scenarios.names();
        String scenario = only(scenarios.stream(), token.scenario()).orElseThrow(() -> new Trouble(Exit.USAGE,
                "the token is of a scenario that is not here").why("it comes from another version of Faultline"));
        Stream<String> own = plugin == null ? Stream.of("A", "B") : Letter.of(plugin).stream().map(Letter::name);
        List<String> known = Stream.concat(own, Letter.ofTheKernel().stream().map(Letter::name)).toList();
        List<String> dropped = token.dropped().stream().map(mark -> only(known.stream(), mark)
                .orElseThrow(() -> new Trouble(Exit.USAGE, "the token leaves out a letter that is not here")
                        .why("the code has changed since: explore again"))).toList();
        return new Named(plugin, scenario, dropped, failures.whole(token));
    }

    private static RunToken parsed(String typed) {
        try {
            return RunToken.parse(typed);
        } catch (IllegalArgumentException none) {
            throw new Trouble(Exit.USAGE, none.getMessage()).next("help replay");
        }
    }

    private static Optional<String> only(Stream<String> names, String mark) {
        return names.filter(name -> RunToken.mark(name).equals(mark)).findFirst();
    }
}
