package faultline.repl.command;

import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.host.explore.AskJob;
import faultline.host.explore.ExploreJob;
import faultline.host.explore.ExploreJob.Explored;
import faultline.host.plugin.Plugin;
import faultline.repl.text.Answer;
import faultline.repl.text.Row;
import faultline.repl.text.Table;
import faultline.repl.work.Explorations;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "explore", description = {
        "Every order of steps that the kernel's memory model allows.",
        "It ends in PASS, FAIL with the run that broke it, or UNKNOWN where it was cut short."},
        footer = {"explore vma-seq look-at-stack-growth --drop A", "explore message-passing"})
final class Explore implements Command {
    private static final Duration USUAL = Duration.ofSeconds(30);
    private static final Duration ALL_DROPS = Duration.ofMinutes(2);
    private static final int RANDOM_SHARE = 4;
    private static final long LEAST_MILLIS = 50;

    private final Subjects subjects;
    private final Explorations explorations;

    @Parameters(index = "0", paramLabel = "STRATEGY", completionCandidates = Subjects.class,
            description = "Whose lock; or a scenario that needs none, such as message-passing or one of your "
            + "exercise.")
    private String subject;

    @Parameters(index = "1", arity = "0..1", paramLabel = "SCENARIO", completionCandidates = Subjects.Names.class,
            description = "What happens; all there are if nothing is said.")
    private String scenario;

    @Option(names = "--drop", paramLabel = "[CLASS.]LETTER,…", split = ",",
            completionCandidates = Subjects.Letters.class, description = "Leave these orders out.")
    private List<String> drop;

    @Option(names = "--all-drops", description = "Leave each letter out in turn, and say which are needed.")
    private boolean allDrops;

    @Option(names = "--cost", description = "How many steps a fault takes, which every execution pays.")
    private boolean cost;

    @Mixin private HowToExplore how;

    @Inject Explore(Subjects subjects, Explorations explorations) {
        this.subjects = subjects;
        this.explorations = explorations;
    }

    @Override public Answer run() {
        Subjects.Chosen chosen = subjects.chosen(subject, scenario, "explore");
        List<String> dropped = Subjects.letters(chosen.plugin(), chosen.material(), drop, "explore " + subject
                + (scenario == null ? "" : " " + scenario));
        if (allDrops || cost) {
            return asked(chosen);
        }
        Duration time = how.time(USUAL);
        long end = System.nanoTime() + time.toNanos();
        List<Explored> found = new ArrayList<>();
        Optional<Trouble> trouble = Optional.empty();
        try (Explorations.Searching search = explorations.over(chosen.material(), time)) {
            for (int i = 0; i < chosen.scenarios().size() && trouble.isEmpty(); i++) {
                long left = Math.max(LEAST_MILLIS, (end - System.nanoTime()) / 1_000_000);
                Explorations.Result result = one(search, chosen, i, dropped, left / (chosen.scenarios().size() - i));
                found.addAll(result.found());
                trouble = result.trouble();
                if (!found.isEmpty() && !found.getLast().failure().isEmpty()) {
                    break;
                }
            }
        }
        if (found.isEmpty() && trouble.isPresent()) {
            throw trouble.get();
        }
        String name = chosen.name() + (dropped.isEmpty() ? "" : " without " + String.join(", ", dropped));
        Answer answer = Found.answer(name, found, chosen.scenarios().size());
        return trouble.map(answer::cut).orElse(answer);
    }

    private Answer asked(Subjects.Chosen chosen) {
        String option = allDrops ? "--all-drops" : "--cost";
        if (chosen.plugin() == null || drop != null || allDrops && cost) {
            String why = chosen.plugin() == null ? "it asks about a strategy" : "it is asked alone";
            throw new Trouble(Exit.USAGE, "explore: " + option + " does not go with that").why(why)
                    .next("explore refcount " + option);
        }
        Duration time = how.time(ALL_DROPS);
        try (Explorations.Searching search = explorations.over(chosen.material(), time)) {
            return allDrops ? new Weakening(chosen.plugin(), chosen.scenarios(), search).run(time)
                    : costs(chosen.plugin(), search);
        }
    }

    private static Answer costs(Plugin plugin, Explorations.Searching search) {
        List<AskJob.Told> told = new ArrayList<>();
        search.ask(AskJob.class, plugin.origin(), told::add).ifPresent(trouble -> {
            throw trouble;
        });
        Table table = new Table().words("explored over " + plugin.name()).numbers("steps");
        List<Row> rows = new ArrayList<>();
        told.getFirst().faultSteps().forEach((fault, steps) -> {
            table.row(fault, steps.toString());
            rows.add(Row.of("fault", fault).and("steps", steps));
        });
        return Answer.of(table.toString(), rows);
    }

    /// All executions of one scenario; if they were too many, some more at random.
    private Explorations.Result one(Explorations.Searching search, Subjects.Chosen chosen, int which,
                                    List<String> dropped, long millis) {
        boolean alone = how.isBounded() || how.isRandom();
        long first = alone ? millis : millis - millis / RANDOM_SHARE;
        ExploreJob.Order order = new ExploreJob.Order(chosen.material().subject(
                chosen.scenarios().get(which), dropped), Math.max(LEAST_MILLIS, first), how.bound("preemptions"),
                how.bound("staleness"), how.seeds());
        Explorations.Result result = search.run(order);
        boolean open = result.trouble().isEmpty() && result.found().getLast().failure().isEmpty()
                && !result.found().getLast().isComplete();
        if (alone || !open) {
            return how.isRandom() ? last(result) : result;
        }
        Explorations.Result random = search.run(new ExploreJob.Order(order.subject(),
                Math.max(LEAST_MILLIS, millis / RANDOM_SHARE), order.preemptions(), order.staleness(),
                List.of(new ExploreJob.Seed(1))));
        return new Explorations.Result(random.found().isEmpty() ? result.found()
                : List.of(both(result.found().getLast(), random.found().getLast())), random.trouble());
    }

    private static Explored both(Explored all, Explored random) {
        if (!random.failure().isEmpty()) {
            return random;
        }
        return new Explored(all.scenario(), all.outcomes(), all.executions() + random.executions(), all.covered()
                + "; nor in " + Found.number(random.executions()) + " at random from seed 1", false, -1, List.of());
    }

    /// Of several seeds, the last: the one that failed, or all of them together.
    private static Explorations.Result last(Explorations.Result result) {
        if (result.found().size() < 2 || !result.found().getLast().failure().isEmpty()) {
            return new Explorations.Result(result.found().isEmpty() ? List.of()
                    : List.of(result.found().getLast()), result.trouble());
        }
        Explored end = result.found().getLast();
        long executions = Found.executions(result.found());
        return new Explorations.Result(List.of(new Explored(end.scenario(), end.outcomes(), executions,
                "no failure in " + Found.number(executions) + " executions at random, seeds "
                        + result.found().getFirst().seed() + " to " + end.seed(), false, -1, List.of())),
                result.trouble());
    }
}
