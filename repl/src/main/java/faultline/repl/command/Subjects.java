package faultline.repl.command;

import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.host.plugin.Letter;
import faultline.host.plugin.Plugin;
import faultline.lab.Scenario;
import faultline.lab.Scenarios;
import faultline.repl.text.Choice;
import faultline.repl.text.Choices;
import faultline.repl.text.Nearest;
import faultline.repl.work.Strategies;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What can be explored: a strategy, in all scenarios or in one; or a scenario that needs no strategy.
final class Subjects implements Choices {
    private static final int FEW = 4;

    private final Strategies strategies;

    @Inject Subjects(Strategies strategies) {
        this.strategies = strategies;
    }

    /// @param plugin    `null` for a scenario that needs none
    /// @param scenarios at least one
    record Chosen(Plugin plugin, List<String> scenarios) {
        String name() {
            return plugin == null ? scenarios.getFirst() : plugin.name();
        }
    }

    @Override public List<Choice> all() {
        Stream<Choice> over = strategies.all().stream().map(one -> new Choice(one.name(), one.summary()));
        return Stream.concat(over, plain().stream().map(name -> new Choice(name, "needs no strategy"))).toList();
    }

    static List<String> plain() {
        return Scenarios.plain().stream().map(Scenario::name).toList();
    }

    /// What was typed; `scenario` may be `null`. `command` is what was typed before it.
    Chosen chosen(String subject, String scenario, String command) {
        Optional<Plugin> plugin = strategies.find(subject);
        if (plugin.isEmpty() && plain().contains(subject)) {
            if (scenario != null) {
                throw new Trouble(Exit.USAGE, "'" + subject + "' is a scenario, so '" + scenario + "' is too much")
                        .next(command + " " + subject);
            }
            return new Chosen(null, List.of(subject));
        }
        Plugin over = plugin.orElseThrow(() -> unknown("strategy or scenario", subject,
                all().stream().map(Choice::value).toList(), command));
        if (scenario == null) {
            return new Chosen(over, Scenarios.usual());
        }
        if (!Scenarios.names().contains(scenario)) {
            throw unknown("scenario", scenario, Scenarios.names(), command + " " + subject);
        }
        return new Chosen(over, List.of(scenario));
    }

    static Trouble unknown(String what, String typed, Collection<String> names, String command) {
        Trouble trouble = new Trouble(Exit.USAGE, "no " + what + " is named '" + typed + "'");
        return Nearest.to(typed, names)
                .map(near -> trouble.why("did you mean " + near + "?").next(command + " " + near))
                .orElseGet(() -> trouble.why("there are: " + few(names)));
    }

    private static String few(Collection<String> names) {
        return names.stream().limit(FEW).collect(Collectors.joining(", "))
                + (names.size() > FEW ? ", and " + (names.size() - FEW) + " more" : "");
    }

    /// The letters that were typed, behind `command`, as the seam knows them: `RefcountLock.A` of a plugin is `A`.
    static List<String> letters(Plugin plugin, List<String> typed, String command) {
        if (typed == null) {
            return List.of();
        }
        List<Letter> known = new ArrayList<>(plugin == null ? List.of() : Letter.of(plugin));
        known.addAll(Letter.ofTheKernel());
        List<String> letters = new ArrayList<>();
        for (String word : typed) {
            Optional<Letter> letter = known.stream().filter(one -> one.name().equals(word)
                    || !one.name().contains(".") && (one.owner() + "." + one.name()).equals(word)).findFirst();
            boolean message = plugin == null && (word.equals("A") || word.equals("B"));
            if (letter.isEmpty() && !message) {
                throw unknown("letter", word, known.stream().map(Letter::name).toList(), command + " --drop");
            }
            letters.add(letter.map(Letter::name).orElse(word));
        }
        return letters.stream().distinct().toList();
    }

    /// The scenarios that can be typed.
    static final class Names implements Choices {
        @Override public List<Choice> all() {
            return Scenarios.over(null).stream().map(one -> new Choice(one.name(), one.summary())).toList();
        }
    }

    /// The letters that can be left out: those of all strategies, then those of the kernel.
    static final class Letters implements Choices {
        private final Strategies strategies;

        @Inject Letters(Strategies strategies) {
            this.strategies = strategies;
        }

        @Override public List<Choice> all() {
            List<Choice> all = new ArrayList<>();
            Stream<Letter> letters = Stream.concat(strategies.all().stream().flatMap(one -> Letter.of(one).stream()),
                    Letter.ofTheKernel().stream());
            letters.forEach(letter -> {
                Choice choice = new Choice(letter.name(), letter.call() + ", " + letter.source());
                if (all.stream().noneMatch(one -> one.value().equals(choice.value()))) {
                    all.add(choice);
                }
            });
            return all;
        }
    }
}
