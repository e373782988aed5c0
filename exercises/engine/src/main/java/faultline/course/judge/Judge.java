package faultline.course.judge;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import faultline.course.Ask;
import faultline.course.Check;
import faultline.course.Exercise;
import faultline.course.Simulated;
import faultline.course.Submission;
import faultline.course.Truth;
import faultline.host.ModulePath;
import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.host.check.Evidence;
import faultline.host.check.JudgeJob;
import faultline.host.check.JudgeJob.Asked;
import faultline.host.check.Question;
import faultline.host.plugin.Plugin;
import faultline.host.plugin.PluginCatalog;
import faultline.host.worker.Outcome;
import faultline.host.worker.Worker;
import faultline.host.worker.WorkerSpec;
import faultline.lab.Verdict;

/// Judges submissions, one after the other, in a worker that is kept for the next one.
///
/// Three builds are asked: what was handed in, with the exercise's frame in it; the starter, where a run of it is to
/// be broken; and the strategies of the product, where a result is to be predicted. What was handed in gets a worker
/// without the product's strategies.
public final class Judge implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final Function<WorkerSpec, Worker> start;
    private final Supplier<List<RunRow>> own;
    private final Map<List<Object>, Answer> truths = new HashMap<>();
    private final Map<Asked, Evidence> known = new HashMap<>();   // of the product: the same every time
    private PluginCatalog catalog;
    private Seat handed;
    private Seat product;

    /// For whom no runs of a student are at hand.
    ///
    /// @param start makes a worker; nothing is started yet
    public Judge(Function<WorkerSpec, Worker> start) {
        this(start, List::of);
    }

    /// @param own the rows of the runs that the student has made
    public Judge(Function<WorkerSpec, Worker> start, Supplier<List<RunRow>> own) {
        this.start = start;
        this.own = own;
    }

    /// Every property of the exercise, for this submission.
    public Report judge(Exercise exercise, Submission submission) {
        List<Mark> marks = new ArrayList<>();
        try {
            exercise.manifest().predict().forEach(ask -> marks.add(ask(exercise, ask, submission)));
            marks.addAll(checks(exercise, submission));
            exercise.manifest().answer().forEach(ask -> marks.add(ask(exercise, ask, submission)));
            return new Report(exercise, marks, Optional.empty());
        } catch (Trouble trouble) {
            return new Report(exercise, marks, Optional.of(trouble));
        }
    }

    /// What was predicted and answered; nothing of the sources runs.
    public List<Mark> answers(Exercise exercise, Submission submission) {
        return exercise.asks().stream().map(ask -> ask(exercise, ask, submission)).toList();
    }

    /// What the code is asked, check by check.
    public static List<Question> questions(Exercise exercise) {
        return exercise.manifest().check().stream().map(Judge::question).toList();
    }

    /// What an answer to the question of that check comes to.
    public Mark mark(Exercise exercise, Check check, Evidence found) {
        return Checks.mark(check, found, against(exercise, check));
    }

    /// What is right, as it is found by running what is to be predicted; once, because it is the same every time.
    Answer truth(Exercise exercise, Ask ask) {
        List<Object> key = List.of(exercise.folder(), ask.truth());
        Answer right = truths.get(key);
        if (right == null) {
            right = found(exercise, ask.truth());
            truths.put(key, right);
        }
        return right;
    }

    private Answer found(Exercise exercise, Truth truth) {
        if (!truth.explore().isEmpty()) {
            return Answer.seen(run(exercise, truth.strategies(), new Question.Explore(truth.explore(), truth.drop(),
                    truth.executions(), 0)).getFirst());
        }
        if (truth.simulate() != null) {
            return Answer.of(truth.figure(), run(exercise, truth.strategies(),
                    new Question.Simulate(truth.simulate().specs())));
        }
        return Answer.said(truth.accept());
    }

    /// A right answer to what asks for rows: one of each strategy, on the same CPUs.
    public List<String> rows(Exercise exercise, Ask ask) {
        Simulated simulate = ask.truth().simulate();
        return run(exercise, ask.truth().strategies(), new Question.Simulate(List.of(
                simulate.on(simulate.cpus().getLast())))).stream().map(one -> Quotes.text(one.rows().getLast())).toList();
    }

    /// A right answer to what asks for a run, as the explorer finds one.
    public String token(Exercise exercise, Ask ask) {
        return run(exercise, ask.truth().strategies(), new Question.Explore(ask.truth().explore(), ask.truth().drop(),
                ask.truth().executions(), 0)).getFirst().token();
    }

    /// The figures of this submission beside those of the product's strategies.
    public Board board(Exercise exercise, Submission submission) {
        List<Check> checks = exercise.manifest().check().stream()
                .filter(check -> check.kind() == Check.Kind.SIMULATE && check.is().isEmpty()).toList();
        List<Question> questions = new ArrayList<>(checks.stream().map(Judge::question).toList());
        questions.add(new Question.Size());
        List<Board.Row> rows = new ArrayList<>();
        rows.add(row(exercise, checks, "yours", asked(exercise, submission, questions)));
        for (Plugin plugin : catalog().plugins()) {
            rows.add(row(exercise, checks, plugin.name(), questions.stream().map(question ->
                    run(exercise, List.of(plugin.name()), question).getFirst()).toList()));
        }
        rows.sort(Comparator.comparingInt(Board.Row::reached).reversed());
        return new Board(checks.stream().map(Check::id).toList(), rows);
    }

    private Board.Row row(Exercise exercise, List<Check> checks, String name, List<Evidence> found) {
        List<Double> figures = new ArrayList<>();
        int reached = 0;
        for (int at = 0; at < checks.size(); at++) {
            boolean isThere = found.get(at).verdict() == Verdict.PASS;
            double figure = isThere ? Checks.figure(checks.get(at), found.get(at), against(exercise, checks.get(at)))
                    : Double.NaN;
            figures.add(figure);
            reached += isThere && Checks.isEnough(checks.get(at), figure) ? 1 : 0;
        }
        return new Board.Row(name, figures, reached, Integer.parseInt(found.getLast().outcomes().getFirst()));
    }

    private Mark ask(Exercise exercise, Ask ask, Submission submission) {
        List<String> said = submission.answer(ask.id());
        if (said.isEmpty()) {
            return mark(ask, Verdict.FAIL, "not answered yet: " + ask.text(), List.of());
        }
        Mark first = switch (ask.form()) {
            case TOKEN -> token(exercise, ask, said.getFirst());
            case ROWS -> Quotes.mark(ask, said, own.get(), quote -> run(exercise, List.of(quote.strategy()),
                    new Question.Simulate(List.of(ask.truth().simulate().on(quote.cpus())))).getFirst().rows()
                    .getFirst());
            default -> Answers.mark(ask, said, truth(exercise, ask));
        };
        Ask again = ask.followUp(submission.seed());
        List<String> then = again == null ? List.of() : submission.answer(again.id());
        if (first.verdict() == Verdict.PASS || then.isEmpty()) {
            return first;
        }
        Mark second = Answers.mark(again, then, truth(exercise, again));
        return new Mark(ask.id(), second.says(), second.verdict(), second.what(), second.run(), "", "", second.bound(),
                second.points(), false);
    }

    private Mark token(Exercise exercise, Ask ask, String token) {
        Evidence end = run(exercise, ask.truth().strategies(), new Question.Replay(ask.truth().explore(), ask.truth().drop(), token))
                .getFirst();
        if (!end.what().isEmpty() && end.verdict() == Verdict.UNKNOWN) {
            return mark(ask, Verdict.FAIL, end.what(), List.of());
        }
        if (end.verdict() != Verdict.FAIL) {
            return mark(ask, Verdict.FAIL, "this run breaks nothing: it saw " + String.join(", ", end.outcomes()),
                    end.run().lines().toList());
        }
        boolean meant = Pattern.compile(ask.truth().breaks()).matcher(end.what()).find();
        if (!meant) {
            return mark(ask, Verdict.FAIL, "something else broke: " + end.what(), end.run().lines().toList());
        }
        int most = ask.truth().steps();
        boolean isShort = most == 0 || end.steps() <= most;
        return mark(ask, isShort ? Verdict.PASS : Verdict.FAIL, isShort ? "" : "it has " + end.steps()
                + " steps, and " + most + " are enough", isShort ? List.of() : end.run().lines().toList());
    }

    static Mark mark(Ask ask, Verdict verdict, String what, List<String> run) {
        return new Mark(ask.id(), ask.text(), verdict, what, run, "", "", "", ask.points(), false);
    }

    private List<Evidence> run(Exercise exercise, List<String> strategies, Question question) {
        List<Asked> asked = strategies.stream().map(name -> new Asked(List.of(origin(name)), question)).toList();
        List<Asked> open = asked.stream().filter(one -> !known.containsKey(one)).toList();
        if (!open.isEmpty()) {
            List<Evidence> found = product().ask(exercise.id(), new JudgeJob.Order(Map.of(), Map.of(), open));
            for (int at = 0; at < found.size(); at++) {
                known.put(open.get(at), found.get(at));
            }
        }
        if (!asked.isEmpty()) {
            return asked.stream().map(known::get).toList();
        }
        return asked(exercise, exercise.starter(), List.of(question));
    }

    /// An answer to each question about what was handed in.
    private List<Evidence> asked(Exercise exercise, Submission submission, List<Question> questions) {
        return handed().ask(exercise.id(), new JudgeJob.Order(submission.sources(), exercise.frame().sources(),
                questions.stream().map(question -> new Asked(List.of(), question)).toList()));
    }

    private Plugin.Origin origin(String strategy) {
        return catalog().named(strategy).map(Plugin::origin)
                .orElseThrow(() -> new Trouble(Exit.USAGE, "no strategy is named '" + strategy + "'")
                        .why("the exercise asks about it; installed: " + catalog().plugins().stream()
                                .map(Plugin::name).collect(Collectors.joining(", "))).next("strategies"));
    }

    private PluginCatalog catalog() {
        if (catalog == null) {
            catalog = PluginCatalog.of(ModulePath.ofThisJvm(), List.of());
        }
        return catalog;
    }

    private Seat handed() {
        if (handed == null) {
            handed = new Seat(List.of());
        }
        return handed;
    }

    private Seat product() {
        if (product == null) {
            product = new Seat(catalog().plugins().stream().flatMap(plugin -> plugin.needs().stream()).distinct()
                    .toList());
        }
        return product;
    }

    private List<Mark> checks(Exercise exercise, Submission submission) {
        List<Check> checks = exercise.manifest().check();
        if (checks.isEmpty()) {
            return List.of();
        }
        List<Evidence> found = asked(exercise, submission, questions(exercise));
        List<Mark> marks = new ArrayList<>();
        for (int at = 0; at < checks.size(); at++) {
            marks.add(Checks.mark(checks.get(at), found.get(at), against(exercise, checks.get(at))));
        }
        return marks;
    }

    private Optional<Evidence> against(Exercise exercise, Check check) {
        return check.against().isEmpty() ? Optional.empty()
                : Optional.of(run(exercise, List.of(check.against()), question(check)).getFirst());
    }

    private static Question question(Check check) {
        return switch (check.kind()) {
            case PROMISES -> new Question.Promises();
            case CALLS -> new Question.Calls(check.seeds(), check.calls());
            case EXPLORE -> new Question.Explore(check.scenario(), check.drop(),
                    check.executions(), check.seed());
            case SIMULATE -> new Question.Simulate(check.simulate().specs());
        };
    }

    @Override public void close() {
        if (handed != null) {
            handed.close();
        }
        if (product != null) {
            product.close();
        }
    }

    /// A worker that is started when it is needed, and again when one is gone.
    private final class Seat implements AutoCloseable {
        private final List<String> roots;
        private Worker worker;

        Seat(List<String> roots) {
            this.roots = roots;
        }

        /// An answer for each question; a trouble, if the code ended the worker or does not compile.
        List<Evidence> ask(String subject, JudgeJob.Order order) {
            if (worker == null || !worker.usable()) {
                close();
                worker = start.apply(WorkerSpec.interactive("faultline.lab").roots(roots).time(LONGEST));
            }
            Map<Integer, Evidence> found = new LinkedHashMap<>();
            Outcome outcome = worker.run(JudgeJob.class, order,
                    evidence -> found.put(evidence.question(), evidence));
            outcome.trouble(subject).ifPresent(trouble -> {
                throw trouble;
            });
            if (found.size() != order.questions().size()) {
                throw new Trouble(Exit.FAILED, subject + ": the worker misbehaved").why(found.size() + " answers to "
                        + order.questions().size() + " questions");
            }
            return List.copyOf(found.values());
        }

        @Override public void close() {
            if (worker != null) {
                worker.close();
            }
        }
    }
}
