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
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Leaves each letter of a strategy out in turn, and says which of them some scenario shows to be needed. A scenario
/// that fails with all letters in place shows nothing; it is told, and left out.
final class Weakening {
    private static final int ROUNDS = 3;            // each with four times as much time as the one before
    private static final long LEAST_MILLIS = 40;
    private static final String INDENT = "       ";

    private final Plugin plugin;
    private final List<String> scenarios;
    private final Set<String> sound = new HashSet<>();   // nothing fails there with all letters in place
    private final Explorations.Searching search;
    private final StringBuilder text = new StringBuilder();
    private final List<Row> rows = new ArrayList<>();
    private Optional<Trouble> trouble = Optional.empty();
    private boolean open;

    Weakening(Plugin plugin, List<String> scenarios, Explorations.Searching search) {
        this.plugin = plugin;
        this.scenarios = new ArrayList<>(scenarios);
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
                long time = Math.max(LEAST_MILLIS, share / unfinished.size());
                Optional<Explored> looked = explored(scenario, List.of(letter.name()), time, round == 1);
                if (looked.isEmpty()) {
                    return;
                }
                Explored found = looked.get();
                executions += found.executions();
                if (!found.failure().isEmpty() && isSound(scenario, time, round == 1)) {
                    needed(letter, found.failure().getFirst());
                    return;
                }
                if (found.isComplete() || !scenarios.contains(scenario)) {
                    unfinished.remove(scenario);
                }
            }
        }
        notShown(letter, executions, unfinished);
    }

    /// What is found without these letters; nothing if that met with trouble.
    private Optional<Explored> explored(String scenario, List<String> without, long millis, boolean atRandom) {
        Explorations.Result result = search.run(new ExploreJob.Order(
                Material.of(plugin).subject(scenario, without), millis, Integer.MAX_VALUE, Integer.MAX_VALUE,
                atRandom ? List.of(new ExploreJob.Seed(1)) : List.of()));
        trouble = result.trouble();
        return trouble.isPresent() || result.found().isEmpty() ? Optional.empty()
                : Optional.of(result.found().getLast());
    }

    private boolean isSound(String scenario, long millis, boolean atRandom) {
        if (sound.contains(scenario)) {
            return true;
        }
        Optional<Failure> whole = explored(scenario, List.of(), millis, atRandom)
                .flatMap(found -> found.failure().stream().findFirst());
        whole.ifPresentOrElse(failure -> {
            open = true;
            scenarios.remove(scenario);
            text.append("  -    fails with all letters in place\n");
            told(failure);
            rows.add(Row.of("letter", "").and("source", "").and("call", "")
                    .and("found", "fails with all letters in place").and("scenario", failure.scenario())
                    .and("what", failure.what()).and("token", failure.token()));
        }, () -> sound.add(scenario));
        return whole.isEmpty();
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
        told(failure);
        rows.add(row(letter).and("found", "needed").and("scenario", failure.scenario()).and("what", failure.what())
                .and("token", failure.token()));
    }

    private void told(Failure failure) {
        text.append(Wrapped.text(INDENT, INDENT + "  ", failure.scenario() + ": " + failure.what()));
        text.append(INDENT).append("replay ").append(failure.token()).append('\n');
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
