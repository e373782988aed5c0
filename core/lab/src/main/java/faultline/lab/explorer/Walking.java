package faultline.lab.explorer;

import faultline.lab.Exploration.Failure;
import faultline.lab.Exploration.Step;
import faultline.lab.Explorer;
import faultline.lab.RunToken;
import faultline.lab.Scenario;
import faultline.lab.Walk;
import faultline.lab.Walk.Question;
import faultline.lab.Walk.Stop;
import java.util.ArrayList;
import java.util.List;

/// Walks through one execution with all that can be said of each step.
public final class Walking {
    private final Stage stage;
    private final List<String> names;
    private final Trace trace;
    private final String seen;

    private Walking(Scenario scenario, Explorer how, Decisions decisions) {
        this.names = names(scenario);
        this.stage = new Stage(scenario, decisions, Bound.USUAL, how.dropped());
        this.trace = new Trace(stage.memory());
        trace.explain(names);
        stage.execution().trace = trace;
        if (decisions instanceof Asked asked) {
            asked.belongsTo(stage.execution(), trace);
        }
        this.seen = stage.play();
        trace.settle();
    }

    private static List<String> names(Scenario scenario) {
        List<String> names = new ArrayList<>(scenario.tasks());
        names.add("worker");
        return names;
    }

    /// As [Explorer#walk].
    public static Walk along(Scenario scenario, Explorer how, String token) {
        Walking walking = new Walking(scenario, how, new Scripted(Token.decisions(RunToken.parse(token).run())));
        return walking.told(walking.trace.events().size(), Question.NONE, how);
    }

    /// As [Explorer#play].
    public static Walk asked(Scenario scenario, Explorer how, List<Walk.Choice> choices) {
        Asked asked = new Asked(choices, names(scenario));
        Walking walking = new Walking(scenario, how, asked);
        return walking.told(asked.told(), asked.question(), how);
    }

    private Walk told(int count, Question question, Explorer how) {
        boolean over = question.options().isEmpty();
        String what = over && stage.execution().failure != null ? stage.execution().failure : "";
        Diagnosis diagnosis = new Diagnosis(trace, names, what);
        List<Stop> stops = new ArrayList<>();
        for (Event event : trace.events().subList(0, count)) {
            String mark = event.isOld() ? "old" : event.isLate() ? "late" : "";
            stops.add(new Stop(new Step(event.number, event.task, event.at == null ? "" : trace.name(event.at),
                    event.text, mark, diagnosis.notes().getOrDefault(event, ""), event.source.toString(), 0),
                    event.why, event.knows));
        }
        String ending = !over ? "" : !what.isEmpty() ? what
                : stage.execution().cut ? "it went on for too long" : "saw " + (seen.isEmpty() ? "nothing" : seen);
        List<Failure> failure = what.isEmpty() ? List.of() : List.of(Report.of(stage, how));
        return new Walk(names, stops, question, ending, failure);
    }
}
