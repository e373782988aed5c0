package faultline.repl.command;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.host.build.SourceText;
import faultline.host.plugin.Plugin;
import faultline.lab.Footprint;
import faultline.lab.SimulationRow;
import faultline.lab.SimulationSpec;
import faultline.lab.session.Place;
import faultline.lab.session.Protection;
import faultline.lab.session.SessionRequest;
import faultline.lab.trace.TraceStep;
import faultline.repl.text.Answer;
import faultline.repl.text.Quantity;
import faultline.repl.text.Row;
import faultline.repl.text.Table;
import faultline.repl.text.Wrapped;
import faultline.repl.work.Footprints;
import faultline.repl.work.Simulations;
import faultline.repl.work.Strategies;
import faultline.repl.work.Traces;
import faultline.repl.work.Workshop;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "plugin diff", description = {
        "Two strategies side by side: what they promise, what they cost, how they are written.",
        "Costs are counted (one fault, traced) and simulated (40 CPUs at most), so they are",
        "the same each time."},
        footer = {"plugin diff rwsem refcount", "plugin diff refcount my-refcount --source"})
final class PluginDiff implements Command {
    private static final long AT = 0x10_0000;
    private static final long BYTES = 0x4000;
    private static final long PAGE = 0x1000;
    private static final String PROFILE = "xeon-6138-2s";
    private static final int CONTEXT = 2;

    /// What is simulated: a workload, and on how many CPUs.
    private static final List<SimulationSpec> RUNS = List.of(SimulationSpec.of("page_fault1", PROFILE, 1),
            SimulationSpec.of("page_fault1", PROFILE, 40), SimulationSpec.of("trig-uprobe-nop", PROFILE, 40),
            SimulationSpec.of("mmap1", PROFILE, 8));

    private final Strategies strategies;
    private final Workshop workshop;
    private final Footprints footprints;
    private final Traces traces;
    private final Simulations simulations;

    @Parameters(index = "0", paramLabel = "A", completionCandidates = StrategyNames.class,
            description = "A strategy.")
    private String one;

    @Parameters(index = "1", paramLabel = "B", completionCandidates = StrategyNames.class,
            description = "Another one.")
    private String other;

    @Option(names = "--source", description = "The lines in which they differ, too.")
    private boolean source;

    @Inject PluginDiff(Strategies strategies, Workshop workshop, Footprints footprints, Traces traces,
            Simulations simulations) {
        this.strategies = strategies;
        this.workshop = workshop;
        this.footprints = footprints;
        this.traces = traces;
        this.simulations = simulations;
    }

    /// One line of the comparison.
    private record Fact(String what, String one, String other) {
        boolean differs() {
            return !one.equals(other);
        }
    }

    @Override public Answer run() {
        List<Plugin> both = List.of(strategies.named(one, "plugin diff"),
                strategies.named(other, "plugin diff " + one));
        if (both.getFirst().equals(both.getLast())) {
            throw new Trouble(Exit.USAGE, "plugin diff: " + one + " does not differ from itself")
                    .next("plugin diff " + one + " " + (one.equals("rwsem") ? "refcount" : "rwsem"));
        }
        List<Fact> facts = new ArrayList<>(promises(both.getFirst(), both.getLast()));
        Map<String, Footprint> found = footprints.all();
        facts.addAll(cells(found.get(both.getFirst().name()), found.get(both.getLast().name())));
        facts.addAll(fault(both));
        Simulations.Result result = simulations.run(both.stream().map(Plugin::name).toList(), RUNS);
        if (result.trouble().isPresent()) {
            throw result.trouble().get();
        }
        facts.addAll(simulated(result.rows()));
        Map<String, String> first = text(both.getFirst());
        Map<String, String> second = text(both.getLast());
        List<String> changed = difference(first, second);
        facts.add(new Fact("lines of source", lines(first), lines(second)));
        return Answer.of(table(both, facts) + source(changed), facts.stream().map(fact -> Row.of("what", fact.what())
                .and("a", fact.one()).and("b", fact.other()).and("differs", fact.differs())).toList());
    }

    private static List<Fact> promises(Plugin one, Plugin other) {
        return List.of(fact("memory is reused", one.reuse(), other.reuse()),
                fact("a read keeps writers out", one.readerExcludes(), other.readerExcludes()),
                fact("a reader may sleep", one.readerMaySleep(), other.readerMaySleep()),
                fact("bytes a VMA in the kernel", one.bytesPerVma(), other.bytesPerVma()));
    }

    private static Fact fact(String what, Optional<?> one, Optional<?> other) {
        return new Fact(what, word(one), word(other));
    }

    private static String word(Optional<?> value) {
        return value.map(answer -> Objects.toString(answer).toLowerCase(Locale.ROOT).replace('_', ' ')
                .replace("true", "yes").replace("false", "no")).orElse("?");
    }

    private static List<Fact> cells(Footprint one, Footprint other) {
        return List.of(new Fact("bytes a VMA here", bytes(one), bytes(other)),
                new Fact("a read writes", cells(one == null ? null : one.readWrites()),
                        cells(other == null ? null : other.readWrites())),
                new Fact("a look writes", cells(one == null ? null : one.lookWrites()),
                        cells(other == null ? null : other.lookWrites())));
    }

    private static String bytes(Footprint footprint) {
        return footprint == null ? "?" : Integer.toString(footprint.bytesPerVma());
    }

    private static String cells(List<String> written) {
        return written == null ? "?" : written.isEmpty() ? "nothing shared" : String.join(", ", written);
    }

    /// The second fault on an anonymous mapping, when its tables are there.
    private List<Fact> fault(List<Plugin> both) {
        List<SessionRequest> before = List.of(new SessionRequest.Mmap(true, Place.at(AT), BYTES,
                new Protection(true, true, false), false, false, "", 0), new SessionRequest.Fault(Place.at(AT), "w"));
        List<List<TraceStep>> steps = both.stream().map(plugin -> traces.of(plugin, before,
                new SessionRequest.Fault(Place.at(AT + PAGE), "w"))).toList();
        return List.of(new Fact("one fault: accesses", count(steps.getFirst()), count(steps.getLast())),
                new Fact("  of them on cells of VMA or mm", shared(steps.getFirst(), false),
                        shared(steps.getLast(), false)),
                new Fact("  and writes", shared(steps.getFirst(), true), shared(steps.getLast(), true)));
    }

    private static String count(List<TraceStep> steps) {
        return Long.toString(steps.stream().filter(TraceStep::isAccess).count());
    }

    private static String shared(List<TraceStep> steps, boolean writes) {
        return Long.toString(steps.stream().filter(step -> writes ? step.writes() : step.isAccess())
                .filter(step -> step.cell().startsWith("vma#") || step.cell().startsWith("mm#")).count());
    }

    private List<Fact> simulated(List<SimulationRow> rows) {
        List<Fact> facts = new ArrayList<>();
        for (int run = 0; run < RUNS.size(); run++) {
            SimulationSpec spec = RUNS.get(run);
            facts.add(new Fact(spec.workload() + ", " + spec.cpus() + (spec.cpus() == 1 ? " CPU" : " CPUs"),
                    Quantity.rate(rows.get(run).opsPerSecond()),
                    Quantity.rate(rows.get(RUNS.size() + run).opsPerSecond())));
        }
        return facts;
    }

    private Map<String, String> text(Plugin plugin) {
        return plugin.origin().builtIn() ? SourceText.of(plugin)
                : workshop.loaded().entrySet().stream().filter(entry -> entry.getValue().contains(plugin))
                        .findFirst().map(entry -> SourceText.at(entry.getKey())).orElse(Map.of());
    }

    private static String lines(Map<String, String> files) {
        return files.isEmpty() ? "?" : Long.toString(files.values().stream().flatMap(String::lines).count());
    }

    /// Files of the same name against each other; the largest of what is left against the largest.
    private static List<String> difference(Map<String, String> one, Map<String, String> other) {
        List<String> changed = new ArrayList<>();
        TreeSet<String> names = new TreeSet<>(one.keySet());
        names.retainAll(other.keySet());
        names.forEach(name -> changed.addAll(unified(name, one.get(name), name, other.get(name))));
        Optional<String> left = largest(one, names);
        Optional<String> right = largest(other, names);
        if (left.isPresent() && right.isPresent()) {
            changed.addAll(unified(left.get(), one.get(left.get()), right.get(), other.get(right.get())));
        }
        return changed;
    }

    private static Optional<String> largest(Map<String, String> files, TreeSet<String> without) {
        return files.keySet().stream().filter(name -> !without.contains(name))
                .max((a, b) -> Integer.compare(files.get(a).length(), files.get(b).length()));
    }

    private static List<String> unified(String oneName, String one, String otherName, String other) {
        List<String> before = one.lines().toList();
        return UnifiedDiffUtils.generateUnifiedDiff(oneName, otherName, before,
                DiffUtils.diff(before, other.lines().toList()), CONTEXT);
    }

    private String table(List<Plugin> both, List<Fact> facts) {
        Table table = new Table().words("").words(both.getFirst().name()).words(both.getLast().name()).words("");
        facts.forEach(fact -> table.row(fact.what(), fact.one(), fact.other(), fact.differs() ? "≠" : ""));
        return table.toString() + Wrapped.text("", "  ", "rates are simulated on " + PROFILE
                + ", operations a second; 'compare' measures them");
    }

    private String source(List<String> changed) {
        if (changed.isEmpty()) {
            return "";
        }
        long lines = changed.stream().filter(line -> line.startsWith("+") && !line.startsWith("+++")).count();
        return !source ? "%d lines are not the same: --source shows them\n".formatted(lines)
                : "\n" + String.join("\n", changed) + "\n";
    }
}
