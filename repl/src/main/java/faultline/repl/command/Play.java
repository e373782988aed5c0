package faultline.repl.command;

import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.host.explore.Subject;
import faultline.host.explore.WalkJob;
import faultline.host.plugin.Plugin;
import faultline.lab.Scenarios;
import faultline.lab.Walk;
import faultline.lab.Walk.Choice;
import faultline.lab.Walk.Option;
import faultline.lab.Walk.Stop;
import faultline.repl.text.Answer;
import faultline.repl.text.Row;
import faultline.repl.text.Wrapped;
import faultline.repl.work.Conversation;
import faultline.repl.work.Explorations;
import faultline.repl.work.Material;
import faultline.repl.work.NextStep;
import faultline.repl.work.OwnScenarios;
import faultline.repl.work.SessionWorker;
import faultline.repl.work.Strategies;
import faultline.repl.work.Walks;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "play", description = {
        "Makes you the scheduler of a scenario: try to break it.",
        "You choose who goes on, and which old value a load finds, a line each."},
        footer = {"play message-passing", "play fault-at-munmap refcount --drop D"})
final class Play implements Command {
    private static final String HELP = """
              who goes on: a task, by name or number; 'reader 5' for five steps,
                'reader *' until it stops; an empty line is the last task again
              which value: by number
              also: back, why, quit
            """;

    private final Strategies strategies;
    private final SessionWorker session;
    private final Walks walks;
    private final Conversation conversation;
    private final OwnScenarios own;
    private final Playable playable;
    private final List<Choice> choices = new ArrayList<>();
    private int shown;

    @Parameters(index = "0", paramLabel = "SCENARIO", completionCandidates = Playable.class,
            description = "What the tasks do.")
    private String scenario;

    @Parameters(index = "1", arity = "0..1", paramLabel = "STRATEGY", completionCandidates = StrategyNames.class,
            description = "Over which lock; the one in use if nothing is said.")
    private String strategy;

    @CommandLine.Option(names = "--drop", paramLabel = "[CLASS.]LETTER,…", split = ",",
            completionCandidates = Subjects.Letters.class, description = "Leave these orders out.")
    private List<String> drop;

    @Inject Play(Strategies strategies, SessionWorker session, Walks walks, Conversation conversation,
            OwnScenarios own, Playable playable) {
        this.strategies = strategies;
        this.session = session;
        this.walks = walks;
        this.conversation = conversation;
        this.own = own;
        this.playable = playable;
    }

    @Override public Answer run() {
        choices.clear();
        shown = 0;
        Optional<Material> alone = Subjects.alone(scenario, own);
        Plugin plugin = alone.isPresent() ? null : plugin();
        if (alone.isPresent() && strategy != null) {
            throw Subjects.tooMuch(scenario, strategy, "play " + scenario);
        }
        Material material = alone.orElseGet(() -> Material.of(plugin));
        Subject subject = material.subject(scenario, Subjects.letters(plugin, material, drop, "play "
                + scenario + (strategy == null ? "" : " " + strategy)));
        try (Explorations.Searching search = walks.over(material)) {
            Walk walk = walks.ask(search, new WalkJob.Order(subject, "", choices));
            conversation.say("you are the scheduler of " + String.join(" and ",
                    walk.tasks().subList(0, walk.tasks().size() - 1)) + "\n" + HELP);
            while (!walk.question().options().isEmpty()) {
                show(walk);
                Optional<String> line = conversation.ask("play> ");
                if (line.isEmpty() || line.get().strip().equals("quit")) {
                    return ended(walk);
                }
                if (!understood(walk, line.get().strip())) {
                    continue;
                }
                walk = walks.ask(search, new WalkJob.Order(subject, "", choices));
            }
            show(walk);
            walks.begin(walk);
            return ended(walk);
        }
    }

    /// The strategy that is played over; a trouble if the scenario is none of theirs.
    private Plugin plugin() {
        if (!Scenarios.names().contains(scenario)) {
            throw own.elsewhere(scenario).orElseGet(() -> Subjects.unknown("scenario", scenario,
                    playable.all().stream().map(one -> one.value()).toList(), "play"));
        }
        return strategy == null ? session.strategy() : strategies.named(strategy, "play " + scenario);
    }

    /// The steps that were taken since the last time, and the question.
    private void show(Walk walk) {
        for (Stop stop : walk.stops().subList(Math.min(shown, walk.stops().size()), walk.stops().size())) {
            conversation.say(Steps.told(walk, stop));
        }
        shown = walk.stops().size();
        if (!walk.question().options().isEmpty()) {
            conversation.say(walk.question().text() + "\n");
            for (int i = 0; i < walk.question().options().size(); i++) {
                Option option = walk.question().options().get(i);
                conversation.say("  " + (i + 1) + "  " + option.name() + ": " + option.does() + "\n");
            }
        }
    }

    /// Takes the line as a choice; `false` if there is nothing to go on with.
    private boolean understood(Walk walk, String line) {
        switch (line) {
            case "back" -> {
                if (!choices.isEmpty()) {
                    choices.removeLast();
                }
                shown = 0;
                conversation.say("\n");
                return true;
            }
            case "why" -> {
                conversation.say(walk.stops().isEmpty() ? "nothing has happened yet\n"
                        : Steps.why(walk, walk.stops().getLast()));
                return false;
            }
            default -> {
                Optional<Choice> choice = choice(walk, line);
                choice.ifPresentOrElse(choices::add,
                        () -> conversation.say((line.isEmpty() ? "" : "'" + line + "' is none of these\n") + HELP));
                return choice.isPresent();
            }
        }
    }

    private Optional<Choice> choice(Walk walk, String line) {
        List<Option> options = walk.question().options();
        String[] words = line.split("\\s+");
        if (line.isEmpty()) {
            return !choices.isEmpty() && walk.question().task() && choices.getLast().task() >= 0
                    && options.stream().anyMatch(one -> one.name().equals(walk.tasks().get(choices.getLast().task())))
                    ? Optional.of(new Choice(0, choices.getLast().task(), 1)) : Optional.empty();
        }
        int option = option(options, words[0], walk.question().task());
        if (option < 0 || words.length > 2 || words.length == 2 && !words[1].matches("\\d{1,6}|\\*")) {
            return Optional.empty();
        }
        int times = words.length == 1 ? 1 : words[1].equals("*") ? Integer.MAX_VALUE : Integer.parseInt(words[1]);
        int task = walk.question().task() ? walk.tasks().indexOf(options.get(option).name()) : -1;
        return Optional.of(new Choice(option, task, times));
    }

    /// A task by its name or a beginning of it; else the number in front.
    private static int option(List<Option> options, String word, boolean task) {
        List<Option> fitting = options.stream().filter(one -> task && one.name().startsWith(word)).toList();
        if (fitting.size() == 1) {
            return options.indexOf(fitting.getFirst());
        }
        int number = word.matches("\\d{1,4}") ? Integer.parseInt(word) : 0;
        return number <= options.size() ? number - 1 : -1;
    }

    private String again() {
        return "play " + scenario + (strategy == null ? "" : " " + strategy)
                + (drop == null ? "" : " --drop " + String.join(",", drop));
    }

    private Answer ended(Walk walk) {
        boolean open = walk.ending().isEmpty();
        boolean broken = !walk.failure().isEmpty();
        String verdict = open ? "you left before the end" : broken ? "you broke it: " + walk.ending()
                : "it held: " + walk.ending();
        String text = "\n" + Wrapped.text("", "  ", verdict);
        if (broken) {
            text += "\n" + walk.failure().getFirst().report();
        }
        text += NextStep.line(broken ? "step " + walk.failure().getFirst().token() : again());
        Row row = Row.of("scenario", scenario).and("ending", open ? null : walk.ending()).and("broken", broken)
                .and("token", broken ? walk.failure().getFirst().token() : null)
                .and("steps", Steps.rows(walk, walk.stops()));
        return new Answer(text, List.of(row), open ? Exit.INCONCLUSIVE : broken ? Exit.FAILED : Exit.GOOD,
                Optional.<Trouble>empty());
    }
}
