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
import faultline.repl.work.Material;
import faultline.repl.work.OwnScenarios;
import faultline.repl.work.Strategies;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What can be explored: a strategy, in all scenarios or in one; or a scenario that needs no strategy, those
/// of the exercise under way among them.
final class Subjects implements Choices {
    private static final int FEW = 4;
    private static final Pattern LETTER = Pattern.compile("\"([A-Z])\"");

    private final Strategies strategies;
    private final OwnScenarios own;

    @Inject Subjects(Strategies strategies, OwnScenarios own) {
        this.strategies = strategies;
        this.own = own;
    }

    /// @param plugin    `null` for a scenario that needs none
    /// @param scenarios at least one
    record Chosen(Plugin plugin, Material material, List<String> scenarios) {
        String name() {
            return plugin == null ? scenarios.getFirst() : plugin.name();
        }
    }

    @Override public List<Choice> all() {
        Stream<Choice> over = strategies.all().stream().map(one -> new Choice(one.name(), one.summary()));
        Stream<Choice> without = plain().stream().map(name -> new Choice(name, "needs no strategy"));
        return Stream.of(over, without, ownChoices(own)).flatMap(choices -> choices).toList();
    }

    static Stream<Choice> ownChoices(OwnScenarios own) {
        return own.names().stream().map(name -> new Choice(name, "of your exercise, over your code"));
    }

    static List<String> plain() {
        return Scenarios.plain().stream().map(Scenario::name).toList();
    }

    /// What was typed; `scenario` may be `null`. `command` is what was typed before it.
    Chosen chosen(String subject, String scenario, String command) {
        Optional<Plugin> plugin = strategies.find(subject);
        Optional<Material> alone = plugin.isPresent() ? Optional.empty() : alone(subject, own);
        if (alone.isPresent()) {
            if (scenario != null) {
                throw tooMuch(subject, scenario, command + " " + subject);
            }
            return new Chosen(null, alone.get(), List.of(subject));
        }
        Plugin over = plugin.orElseThrow(() -> own.elsewhere(subject)
                .orElseGet(() -> unknown("strategy or scenario", subject,
                all().stream().map(Choice::value).toList(), command)));
        if (scenario == null) {
            return new Chosen(over, Material.of(over), Scenarios.usual());
        }
        if (!Scenarios.names().contains(scenario)) {
            throw alone(scenario, own).isPresent() ? tooMuch(scenario, subject, command + " " + scenario)
                    : unknown("scenario", scenario, Scenarios.names(), command + " " + subject);
        }
        return new Chosen(over, Material.of(over), List.of(scenario));
    }

    /// What a scenario that goes with no strategy runs over; nothing if it is none.
    static Optional<Material> alone(String scenario, OwnScenarios own) {
        return plain().contains(scenario) ? Optional.of(Material.none()) : own.find(scenario);
    }

    static Trouble tooMuch(String scenario, String other, String next) {
        return new Trouble(Exit.USAGE, "'" + scenario + "' is a scenario that goes with no strategy, so '"
                + other + "' is too much").next(next);
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
    static List<String> letters(Plugin plugin, Material material, List<String> typed, String command) {
        if (typed == null) {
            return List.of();
        }
        List<Letter> known = new ArrayList<>(plugin == null ? List.of() : Letter.of(plugin));
        known.addAll(Letter.ofTheKernel());
        Set<String> alone = plugin == null ? letters(material) : Set.of();
        List<String> letters = new ArrayList<>();
        for (String word : typed) {
            Optional<Letter> letter = known.stream().filter(one -> one.name().equals(word)
                    || !one.name().contains(".") && (one.owner() + "." + one.name()).equals(word)).findFirst();
            if (letter.isEmpty() && !alone.contains(word)) {
                throw unknown("letter", word, Stream.concat(alone.stream(),
                        known.stream().map(Letter::name)).toList(), command + " --drop");
            }
            letters.add(letter.map(Letter::name).orElse(word));
        }
        return letters.stream().distinct().toList();
    }

    /// Of what goes with no strategy: those of the scenarios with messages, or those in the sources.
    static Set<String> letters(Material material) {
        return material.sources().isEmpty() ? Set.of("A", "B") : material.sources().values().stream()
                .flatMap(text -> LETTER.matcher(text).results()).map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
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
