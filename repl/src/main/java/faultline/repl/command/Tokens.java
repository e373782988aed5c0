package faultline.repl.command;

import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.host.explore.ReplayJob;
import faultline.host.explore.Subject;
import faultline.host.plugin.Letter;
import faultline.host.plugin.Plugin;
import faultline.lab.RunToken;
import faultline.lab.Scenarios;
import faultline.repl.work.FailureFile;
import faultline.repl.work.Material;
import faultline.repl.work.OwnScenarios;
import faultline.repl.work.Strategies;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds out what a token means: which strategy, which scenario, which letters, by their marks.
final class Tokens {
    private final Strategies strategies;
    private final OwnScenarios own;
    private final FailureFile failures;

    @Inject Tokens(Strategies strategies, OwnScenarios own, FailureFile failures) {
        this.strategies = strategies;
        this.own = own;
        this.failures = failures;
    }

    /// @param name what is told about: a strategy, or a scenario that goes with none
    record Named(String name, Material material, String scenario, List<String> dropped, RunToken token) {
        Subject subject() {
            return material.subject(scenario, dropped);
        }

        ReplayJob.Order replay() {
            return new ReplayJob.Order(subject(), token.toString());
        }
    }

    Named named(String typed) {
        RunToken token = parsed(typed);
        boolean plain = token.strategy().equals(RunToken.mark(""));
        Optional<String> scenario = only(plain ? Subjects.plain() : Scenarios.names(), token.scenario());
        if (scenario.isEmpty()) {
            return own(token);
        }
        if (plain) {
            return named(scenario.get(), Material.none(), scenario.get(), token,
                    Subjects.letters(Material.none()).stream());
        }
        Plugin plugin = strategies.all().stream()
                .filter(one -> RunToken.mark(one.name()).equals(token.strategy())).findFirst()
                .orElseThrow(() -> new Trouble(Exit.USAGE, "the token is of a strategy that is not here")
                        .why("load its plugin first").next("help plugin load"));
        return named(plugin.name(), Material.of(plugin), scenario.get(), token,
                Letter.of(plugin).stream().map(Letter::name));
    }

    /// Of a scenario of the exercise under way.
    private Named own(RunToken token) {
        String scenario = only(own.names(), token.scenario()).orElseThrow(() -> new Trouble(Exit.USAGE,
                "the token is of a scenario that is not here")
                .why("it comes from an exercise that is not under way, "
                        + "or from another version of Faultline").next("exercises"));
        Material material = own.find(scenario).orElseThrow();
        return named(scenario, material, scenario, token, Subjects.letters(material).stream());
    }

    private Named named(String name, Material material, String scenario, RunToken token,
            Stream<String> letters) {
        List<String> known = Stream.concat(letters, Letter.ofTheKernel().stream().map(Letter::name)).toList();
        List<String> dropped = token.dropped().stream().map(mark -> only(known, mark)
                .orElseThrow(() -> new Trouble(Exit.USAGE, "the token leaves out a letter that is not here")
                        .why("the code has changed since: explore again").next("help explore"))).toList();
        return new Named(name, material, scenario, dropped, failures.whole(token));
    }

    private static RunToken parsed(String typed) {
        try {
            return RunToken.parse(typed);
        } catch (IllegalArgumentException none) {
            throw new Trouble(Exit.USAGE, none.getMessage()).next("help replay");
        }
    }

    private static Optional<String> only(List<String> names, String mark) {
        return names.stream().filter(name -> RunToken.mark(name).equals(mark)).findFirst();
    }
}
