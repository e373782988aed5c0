package faultline.lab.explorer;

import faultline.lab.Exploration;
import faultline.lab.Exploration.Edge;
import faultline.lab.Explorer;
import faultline.lab.RunToken;
import faultline.lab.Scenario;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/// Runs one scenario many times over.
public final class Search {
    private static final int TIME_EVERY = 64;
    private static final int ROUNDS_LOOKED_FOR = 3;
    private static final int LONG = 12;

    private final Stage stage;
    private final Explorer how;
    private final SortedMap<String, long[]> outcomes = new TreeMap<>();
    private final long start = System.nanoTime();
    private long plays;
    private boolean stopped;
    private long executions;
    private long cut;
    private int shortest = Integer.MAX_VALUE / 2;
    private int longOnes;
    private Exploration.Failure failure;

    private Search(Stage stage, Explorer how) {
        this.stage = stage;
        this.how = how;
    }

    /// As [faultline.lab.Explorer#explore].
    public static Exploration exhaustive(Scenario scenario, Explorer how) {
        Exhaustive all = new Exhaustive(how.bounds());
        Stage stage = new Stage(scenario, all, Bound.USUAL, how.dropped());
        all.belongsTo(stage.execution().steps);
        Search search = new Search(stage, how);
        boolean more = true;
        while (more && search.failure == null && !search.isOver()) {
            all.begin();
            search.play();
            if (all.nondeterminism() != null) {
                return search.unknown("the same choices led elsewhere the second time, at "
                        + all.nondeterminism() + ": a task keeps state outside its cells");
            }
            more = all.advance();
        }
        return search.found(!more, "");
    }

    /// As [faultline.lab.Explorer#hunt].
    public static Exploration random(Scenario scenario, Explorer how, long seed) {
        RandomDecisions decisions = new RandomDecisions(seed, how.bounds());
        Search search = new Search(new Stage(scenario, decisions, Bound.USUAL, how.dropped()), how);
        while (search.failure == null && !search.isOver()) {
            decisions.begin(search.stage.execution().steps.count());
            search.play();
        }
        return search.found(false, " at random");
    }

    /// As [faultline.lab.Explorer#replay].
    public static Exploration replay(Scenario scenario, Explorer how, String token) {
        RunToken named = RunToken.parse(token);
        if (!named.build().equals(how.build())) {
            throw new IllegalArgumentException("the token is of build " + named.build() + ", and this is build "
                    + how.build());
        }
        int[] decisions = Token.decisions(named.run());
        Scripted script = new Scripted(decisions);
        Search search = new Search(new Stage(scenario, script, Bound.USUAL, how.dropped()), how);
        script.begin(decisions);
        search.play();
        return search.found(false, "");
    }

    /// As [faultline.lab.Explorer#steps].
    public static int steps(Scenario scenario, Explorer how) {
        Stage stage = new Stage(scenario, new Scripted(new int[0]), Bound.USUAL, how.dropped());
        stage.play();
        return stage.execution().steps.count();
    }

    /// As [faultline.lab.Explorer#racyOnPurpose].
    public static List<Edge> racyOnPurpose(Scenario scenario, Explorer how, String packageName) {
        Stage stage = new Stage(scenario, new Scripted(new int[0]), Bound.USUAL, how.dropped());
        Trace trace = new Trace(stage.memory());
        stage.execution().trace = trace;
        stage.play();
        SortedMap<String, Edge> found = new TreeMap<>();
        for (Event event : trace.events()) {
            boolean unordered = event.kind == Event.Kind.LOAD && !event.fences && trace.isShared(event)
                    && event.source.call().equals("readOnce") && event.source.packageName().equals(packageName);
            for (Event other : unordered ? trace.events() : List.<Event>of()) {
                boolean again = other.at == event.at && other.task == event.task && other.number > event.number;
                if (again && other.stores()) {
                    break;   // its own word: nobody else changes it meanwhile
                }
                if (again && other.fences && other.source.packageName().equals(packageName)) {
                    found.putIfAbsent(event.source.toString(), new Edge("", event.source.toString(),
                            trace.name(event.at) + " is loaded again in order, as " + other.letter + " at "
                                    + other.source));
                }
            }
        }
        return List.copyOf(found.values());
    }

    private boolean isOver() {
        if (executions >= how.most()) {
            return true;
        }
        if (++plays % TIME_EVERY != 0) {
            return false;
        }
        stopped = !how.watch().goesOn(executions);
        return stopped || System.nanoTime() - start > how.time().toNanos();
    }

    private void play() {
        Execution execution = stage.execution();
        String outcome = stage.play();
        if (execution.redundant) {
            return;
        }
        executions++;
        if (execution.cut && execution.failure == null) {
            failure = cut++ < ROUNDS_LOOKED_FOR ? Report.ofRound(stage, how) : null;
        } else if (execution.failure != null) {
            failure = Report.of(stage, how);
        } else if (mayGoRound(execution.steps.count())) {
            Stage driven = Rounds.drive(stage, how.dropped());
            failure = driven == null ? null : Report.ofRound(driven, how);
        }
        if (failure == null && !execution.cut) {
            outcomes.computeIfAbsent(outcome, any -> new long[1])[0]++;
        }
    }

    /// Whether an execution of so many steps is worth a look for rounds in it: some that are long, ever fewer of them.
    private boolean mayGoRound(int steps) {
        shortest = Math.min(shortest, steps);
        return steps >= 2 * shortest && steps - shortest >= LONG && Integer.bitCount(++longOnes) == 1;
    }

    private Exploration found(boolean complete, String which) {
        String of = number(executions) + (executions == 1 ? " execution" : " executions");
        String covered;
        if (failure != null) {
            covered = "a failure in execution " + number(executions);
        } else if (complete && cut == 0) {
            covered = "no failure in all " + of + bounds();
        } else if (complete) {
            covered = "no failure in " + of + ", of which " + number(cut) + " were cut off";
        } else {
            covered = "no failure in " + of + which + bounds() + ", stopped " + where();
        }
        return exploration(covered, complete && cut == 0 && failure == null);
    }

    private String bounds() {
        int preemptions = how.bounds().preemptions();
        int staleness = how.bounds().staleness();
        String first = preemptions == Integer.MAX_VALUE ? "" : "at most " + preemptions
                + (preemptions == 1 ? " preemption" : " preemptions");
        String second = staleness == Integer.MAX_VALUE ? "" : (staleness == 0 ? "no" : "at most " + staleness)
                + (staleness == 1 ? " old value" : " old values");
        return first.isEmpty() && second.isEmpty() ? ""
                : " with " + first + (first.isEmpty() || second.isEmpty() ? "" : " and ") + second;
    }

    private String where() {
        return stopped ? "before the end" : executions >= how.most() ? "there"
                : "at " + (how.time().toMillis() < 10_000 ? how.time().toMillis() / 1e3 : how.time().toSeconds()) + " s";
    }

    private Exploration unknown(String why) {
        return exploration("unknown: " + why, false);
    }

    private Exploration exploration(String covered, boolean complete) {
        SortedMap<String, Long> counted = new TreeMap<>();
        outcomes.forEach((outcome, count) -> counted.put(outcome, count[0]));
        return new Exploration(counted, executions, covered, complete, failure);
    }

    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number).replace(',', ' ');
    }
}
