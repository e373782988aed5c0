package faultline.lab.explorer;

import faultline.lab.Exploration.Edge;
import faultline.lab.Exploration.Failure;
import faultline.lab.Exploration.Step;
import faultline.lab.Explorer;
import faultline.lab.RunToken;
import faultline.lab.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Makes of an execution that failed all that can be told of it.
final class Report {
    private static final int ODD = 100;
    private static final int WITNESS = 80;
    private static final int BESIDE = 50;
    private static final int SHARED = 20;
    private static final int FENCE = 15;
    private static final int LONGEST_PERIOD = 6;
    private static final int MANY_ROUNDS = 6;

    private final Stage stage;
    private final Explorer how;
    private final String what;
    private final Trace trace;
    private final List<String> names;

    private Report(Stage stage, Explorer how, String what, Trace trace) {
        this.stage = stage;
        this.how = how;
        this.what = what;
        this.trace = trace;
        this.names = new ArrayList<>(stage.scenario().tasks());
        this.names.add("worker");
    }

    /// Of the failure that `failed` has found: the smallest execution like it that is found by undoing its decisions
    /// one by one.
    static Failure of(Stage failed, Explorer how) {
        String what = failed.execution().failure;
        Scripted script = new Scripted(new int[0]);
        Stage stage = failed.again(script, how.dropped());
        Shrinking shrinking = new Shrinking(stage, script);
        int[] smallest = shrinking.smallest(failed.execution().log(), what);
        Trace trace = new Trace(stage.memory());
        stage.execution().trace = trace;
        shrinking.play(smallest);
        return new Report(stage, how, what, trace).failure(smallest);
    }

    /// Of an execution that was cut off, if it goes round for ever; else `null`.
    static Failure ofRound(Stage cut, Explorer how) {
        int[] decisions = cut.execution().log();
        Scripted script = new Scripted(decisions);
        Stage stage = cut.again(script, how.dropped());
        Trace trace = new Trace(stage.memory());
        stage.execution().trace = trace;
        new Shrinking(stage, script).play(decisions);
        Livelock round = new Livelock(trace.events(), stage.execution(), stage.scenario().tasks());
        int period = round.period();
        if (period == 0) {
            return null;
        }
        String what = round.what(period);
        trace.cutBehind(round.told(period));
        return new Report(stage, how, what, trace).failure(decisions);
    }

    private Failure failure(int[] decisions) {
        Scenario scenario = stage.scenario();
        Diagnosis diagnosis = new Diagnosis(trace, names, what);
        String run = Token.of(decisions);
        String token = RunToken.of(how.build(), how.strategy(), scenario.name(), how.dropped(), run).shortened()
                .toString();
        List<Edge> edges = how.dropped().isEmpty() ? diagnosis.missing() : restored(decisions);
        String subject = how.strategy().isEmpty() ? scenario.name() : how.strategy();
        String without = how.dropped().isEmpty() ? "" : " without " + String.join(", ", new TreeSet<>(how.dropped()));
        return new Failure(how.strategy(), scenario.name(), names, subject + without + ": " + diagnosis.reason(),
                what, steps(diagnosis), edges, List.copyOf(new TreeSet<>(how.dropped())), token, run);
    }

    /// The letters that were left out, and without each of which the run would have gone the same way only if it
    /// were not needed.
    private List<Edge> restored(int[] decisions) {
        List<Edge> edges = new ArrayList<>();
        for (String letter : new TreeSet<>(how.dropped())) {
            Set<String> others = new TreeSet<>(how.dropped());
            others.remove(letter);
            Scripted script = new Scripted(decisions);
            String then = new Shrinking(stage.again(script, others), script).play(decisions);
            Event place = trace.left().get(letter);
            if (!then.equals(what) && place != null) {
                edges.add(new Edge(letter, place.source.toString(), "%s(\"%s\") of %s, which was left out".formatted(
                        place.source.call(), letter, place.source.owner())));
            }
        }
        return edges;
    }

    private List<Step> steps(Diagnosis diagnosis) {
        List<Event> events = trace.events();
        fold(events);
        Event last = events.isEmpty() || what.startsWith(Stage.SAW) || what.startsWith("livelock") ? null : events.getLast();
        List<Step> steps = new ArrayList<>();
        for (Event event : events) {
            if (event.repeats == 0) {
                continue;
            }
            String mark = event.isOld() ? "old" : event.isLate() ? "late" : event == last ? "broke" : "";
            String text = event.text + (event.repeats > 1 ? "  (" + event.repeats + " times)" : "")
                    + (event.rounds > 0 ? ", … " + event.rounds + " times" : "");
            steps.add(new Step(event.number, event.task, event.at == null ? "" : trace.name(event.at), text, mark,
                    diagnosis.notes().getOrDefault(event, ""), event.source.toString(),
                    weight(event, last, diagnosis)));
        }
        return steps;
    }

    private int weight(Event event, Event last, Diagnosis diagnosis) {
        if (event == last || event.isOld() || event.isLate()) {
            return ODD;
        }
        if (diagnosis.witnesses().contains(event)) {
            return WITNESS;
        }
        if (last == null && event.task == names.size() - 1) {
            return 0;   // the worker, where all that matters is what the tasks saw
        }
        boolean again = trace.events().stream().anyMatch(other -> other.at != null && other.at == event.at
                && other.task == event.task && (other == last || other.isOld() || other.isLate()));
        boolean beside = trace.events().stream().anyMatch(other -> other.at != null && other.at == event.at
                && (other == last || other.isOld() || other.isLate() || diagnosis.witnesses().contains(other)));
        boolean passes = event.stores() || event.kind == Event.Kind.LOAD && event.found.task != event.task
                && event.found.step >= 0;
        if (again || beside) {
            return passes || again ? BESIDE : BESIDE / 3;
        }
        if (event.kind == Event.Kind.LAW) {
            return FENCE;
        }
        if (trace.isShared(event)) {
            return passes ? SHARED + 5 : 1;
        }
        return event.at == null ? FENCE : 0;
    }

    /// What a task does again and again without a change is told once.
    private static void fold(List<Event> events) {
        for (int at = 0; at < events.size(); at++) {
            for (int period = 1; period <= LONGEST_PERIOD && events.get(at).repeats > 0; period++) {
                int times = 1;
                while (same(events, at, at + times * period, period)) {
                    times++;
                }
                if (times > 2) {
                    for (int i = at; i < at + times * period; i++) {
                        events.get(i).repeats = i < at + period ? times : 0;
                    }
                    at += times * period - 1;
                    break;
                }
            }
        }
        foldRounds(events);
    }

    /// Of a loop that stores something else each time round, the first rounds and the last are told.
    private static void foldRounds(List<Event> events) {
        for (int at = 0; at < events.size(); at++) {
            for (int period = 1; period <= LONGEST_PERIOD + 2; period++) {
                int times = 1;
                while (alike(events, at, at + times * period, period)) {
                    times++;
                }
                if (times >= MANY_ROUNDS) {
                    for (int i = at + period; i < at + (times - 1) * period; i++) {
                        events.get(i).repeats = 0;
                    }
                    for (int i = at; i < at + period; i++) {
                        events.get(i).rounds = times - 2;
                    }
                    at += times * period - 1;
                    break;
                }
            }
        }
    }

    private static boolean alike(List<Event> events, int first, int second, int count) {
        for (int i = 0; i < count; i++) {
            if (second + i >= events.size()) {
                return false;
            }
            Event a = events.get(first + i);
            Event b = events.get(second + i);
            if (a.task != b.task || a.at != b.at || a.kind != b.kind || a.repeats != 1 || b.repeats != 1
                    || a.isOld() || b.isOld()) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(List<Event> events, int first, int second, int count) {
        if (second + count > events.size()) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            Event a = events.get(first + i);
            Event b = events.get(second + i);
            if (a.task != b.task || !a.text.equals(b.text) || a.stores() || b.isOld() != a.isOld()) {
                return false;
            }
        }
        return true;
    }
}
