package faultline.repl.command;

import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.host.explore.AskJob;
import faultline.host.explore.ExploreJob;
import faultline.host.explore.ExploreJob.Explored;
import faultline.host.plugin.Letter;
import faultline.host.plugin.Plugin;
import faultline.lab.Exploration.Edge;
import faultline.lab.Exploration.Failure;
import faultline.lab.Scenarios;
import faultline.repl.text.Answer;
import faultline.repl.text.Row;
import faultline.repl.text.Wrapped;
import faultline.repl.work.Explorations;
import faultline.repl.work.Material;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Leaves each letter of a strategy out in turn, and says which of them some scenario shows to be needed.
final class Weakening {
    private static final int ROUNDS = 3;            // each with four times as much time as the one before
    private static final long LEAST_MILLIS = 40;
    private static final String INDENT = "       ";

    private final Plugin plugin;
    private final List<String> scenarios;
    private final Explorations.Searching search;
    private final StringBuilder text = new StringBuilder();
    private final List<Row> rows = new ArrayList<>();
    private Optional<Trouble> trouble = Optional.empty();
    private boolean open;

    Weakening(Plugin plugin, List<String> scenarios, Explorations.Searching search) {
        this.plugin = plugin;
        this.scenarios = scenarios;
        this.search = search;
    }

    /// All letters, within this time.
    Answer run(Duration time) {
        List<Letter> letters = Letter.of(plugin);
        text.append(plugin.name()).append(": ").append(letters.size())
                .append(letters.size() == 1 ? " letter\n" : " letters, each left out in turn\n");
        long end = System.nanoTime() + time.toNanos();
        for (int i = 0; i < letters.size() && trouble.isEmpty(); i++) {
            long left = (end - System.nanoTime()) / 1_000_000 / (letters.size() - i);
            letter(letters.get(i), Math.max(LEAST_MILLIS * scenarios.size(), left));
        }
        racy();
        Answer answer = Answer.of(text.toString(), rows);
        Answer ended = new Answer(answer.text(), answer.rows(), open ? Exit.INCONCLUSIVE : Exit.GOOD, answer.trouble());
        return trouble.map(ended::cut).orElse(ended);
    }

    /// Round after round, so that what is found fast is found before time goes to what is large.
    private void letter(Letter letter, long millis) {
        long executions = 0;
        List<String> unfinished = ordered(letter);
        long share = millis;
        for (int i = 1; i < ROUNDS; i++) {
            share /= 4;
        }
        for (int round = 0; round < ROUNDS; round++, share *= 4) {
            for (String scenario : List.copyOf(unfinished)) {
                Explorations.Result result = search.run(new ExploreJob.Order(
                        Material.of(plugin).subject(scenario, List.of(letter.name())),
                        Math.max(LEAST_MILLIS, share / unfinished.size()), Integer.MAX_VALUE, Integer.MAX_VALUE,
                        round == 1 ? List.of(new ExploreJob.Seed(1)) : List.of()));
                trouble = result.trouble();
                if (trouble.isPresent() || result.found().isEmpty()) {
                    return;
                }
                Explored found = result.found().getLast();
                executions += found.executions();
                if (!found.failure().isEmpty()) {
                    needed(letter, found.failure().getFirst());
                    return;
                }
                if (found.isComplete()) {
                    unfinished.remove(scenario);
                }
            }
        }
        notShown(letter, executions, unfinished);
    }

    /// The scenario that is known to need the letter comes first.
    private List<String> ordered(Letter letter) {
        List<String> ordered = new ArrayList<>(scenarios);
        String known = Scenarios.convicting(plugin.name(), letter.name());
        if (!known.isEmpty()) {
            ordered.remove(known);
            ordered.addFirst(known);
        }
        return ordered;
    }

    private void needed(Letter letter, Failure failure) {
        text.append("  ").append(letter.name()).append("    needed   ").append(place(letter)).append('\n');
        text.append(Wrapped.text(INDENT, INDENT + "  ", failure.scenario() + ": " + failure.what()));
        text.append(INDENT).append("replay ").append(failure.token()).append('\n');
        rows.add(row(letter).and("found", "needed").and("scenario", failure.scenario()).and("what", failure.what())
                .and("token", failure.token()));
    }

    private void notShown(Letter letter, long executions, List<String> unfinished) {
        open = true;
        String covered = "no failure in " + (unfinished.isEmpty() ? "all " : "") + Found.number(executions)
                + " executions of " + scenarios.size() + (scenarios.size() == 1 ? " scenario" : " scenarios")
                + (unfinished.isEmpty() ? "" : "; not looked through: " + String.join(", ", unfinished));
        text.append("  ").append(letter.name()).append("    not shown to be needed   ").append(place(letter)).append('\n');
        text.append(Wrapped.text(INDENT, INDENT + "  ", covered));
        rows.add(row(letter).and("found", "not shown to be needed").and("scenario", null).and("what", covered)
                .and("token", null));
    }

    private void racy() {
        List<AskJob.Told> told = new ArrayList<>();
        if (trouble.isEmpty()) {
            trouble = search.ask(AskJob.class, plugin.origin(), told::add);
        }
        for (Edge edge : told.stream().flatMap(one -> one.racy().stream()).toList()) {
            text.append("  -    racy on purpose   readOnce, ").append(edge.source()).append('\n');
            text.append(Wrapped.text(INDENT, INDENT + "  ", edge.advice()));
            rows.add(Row.of("letter", "").and("source", edge.source()).and("call", "readOnce")
                    .and("found", "racy on purpose").and("scenario", null).and("what", edge.advice())
                    .and("token", null));
        }
    }

    private static String place(Letter letter) {
        return letter.call() + ", " + letter.source();
    }

    private static Row row(Letter letter) {
        return Row.of("letter", letter.name()).and("source", letter.source()).and("call", letter.call());
    }
}
