package faultline.lab.explorer;

import faultline.lab.Scenario;
import java.util.Set;
import java.util.TreeSet;

/// A scenario, set once, ready to be played as often as one likes.
final class Stage {
    /// How a failure begins that shows only at the end.
    static final String SAW = "saw ";

    private final Scenario scenario;
    private final ExplorerMemory memory;
    private final Scenario.Play play;
    private final Set<String> possible;
    private final String[] saw;

    Stage(Scenario scenario, Decisions decisions, Bound bound, Set<String> dropped) {
        int actors = scenario.tasks().size();
        this.scenario = scenario;
        this.memory = new ExplorerMemory(actors);
        this.possible = new TreeSet<>(scenario.possible());
        this.saw = new String[actors];
        memory.make(decisions, bound, dropped);
        this.play = scenario.set(memory, memory.task(0), actors + 1);
        for (int actor = 0; actor < actors; actor++) {
            int which = actor;
            ExplorerTask task = memory.task(actor);
            task.body = () -> saw[which] = play.act(which, task);
        }
        memory.booted();
        if (execution().failure != null) {
            throw new IllegalStateException(scenario.name() + " failed before it began: " + execution().failure);
        }
    }

    /// The same, set anew, for other decisions, with these letters left out.
    Stage again(Decisions decisions, Set<String> edges) {
        return new Stage(scenario, decisions, Bound.USUAL, edges);
    }

    Scenario scenario() {
        return scenario;
    }

    Execution execution() {
        return memory.execution();
    }

    ExplorerMemory memory() {
        return memory;
    }

    /// One execution; what was seen, if it came to an end.
    String play() {
        memory.begin();
        Execution execution = memory.execution();
        execution.play();
        if (execution.failure != null || execution.cut || execution.redundant) {
            return "";
        }
        StringBuilder all = new StringBuilder();
        for (String one : saw) {
            add(all, one);
        }
        try {
            execution.rest(() -> add(all, play.atRest()));
        } catch (RuntimeException broken) {
            execution.fail(broken.getMessage());
        }
        String seen = all.toString();
        if (!possible.isEmpty() && !possible.contains(seen)) {
            execution.fail(SAW + seen + ", possible is " + String.join(" / ", possible));
        }
        if (execution.properties.torn() != null) {
            execution.fail(execution.properties.torn());
        }
        return seen;
    }

    private static void add(StringBuilder all, String one) {
        if (!one.isEmpty()) {
            all.append(all.isEmpty() ? "" : ", ").append(one);
        }
    }
}
