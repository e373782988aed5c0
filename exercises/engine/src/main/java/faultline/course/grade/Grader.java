package faultline.course.grade;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import faultline.course.Check;
import faultline.course.Exercise;
import faultline.course.grade.Grade.Ending;
import faultline.course.grade.Grade.Item;
import faultline.course.judge.Judge;
import faultline.course.judge.Mark;
import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.host.check.Evidence;
import faultline.host.check.GradeJob;
import faultline.host.check.Question;
import faultline.host.worker.Outcome;
import faultline.host.worker.Worker;
import faultline.host.worker.WorkerSpec;
import faultline.host.worker.Workers;
import faultline.lab.SimulationSpec;
import faultline.lab.Verdict;

/// Grades papers, one after the other, each in a worker that runs nothing else and that has no strategy but
/// the one that was handed in. Checks are bounded by executions and simulated operations, so a grade is the
/// same wherever and whenever it is given; torture is no check. What the wall clock ends has no grade.
public final class Grader implements AutoCloseable {
    private static final int HEAP_MIB = 384;
    private static final String WORKLOAD = "page_fault1";
    private static final String PROFILE = "icelake-8336c-2s";
    private static final int CPUS = 16;

    private final Assignment assignment;
    private final WorkerSpec spec;
    private final Workers workers;
    private final Judge judge = new Judge(Worker::start);   // of answers; no submission runs in its workers

    public Grader(Assignment assignment, Duration limit) {
        this.assignment = assignment;
        this.spec = WorkerSpec.interactive("faultline.lab").heap(HEAP_MIB).time(limit);
        this.workers = Workers.of(spec);
    }

    /// The next paper's worker begins to start beside this one: for many papers.
    public void keepAhead() {
        workers.keepAhead();
        workers.prepare();
    }

    public Grade grade(Paper paper) {
        if (!paper.refused().isEmpty()) {
            return notBuilt(paper, paper.refused());
        }
        List<Item> items = new ArrayList<>();
        try {
            judge.answers(paper.exercise(), paper.submission()).forEach(mark -> items.add(item(paper, mark)));
        } catch (Trouble trouble) {
            if (trouble.exit() == Exit.INTERRUPTED) {
                throw trouble;
            }
            return notBuilt(paper, "its answers: " + trouble.what());
        }
        List<Check> checks = paper.exercise().manifest().check();
        return checks.isEmpty() ? grade(paper, Ending.GRADED, items, 0, "", List.of())
                : checked(paper, checks, items);
    }

    private Grade checked(Paper paper, List<Check> checks, List<Item> items) {
        List<Question> questions = new ArrayList<>(Judge.questions(paper.exercise()));
        if (isRanked(checks)) {
            questions.add(new Question.Simulate(List.of(SimulationSpec.of(WORKLOAD, PROFILE, CPUS))));
        }
        AnswerSheet sheet = new AnswerSheet(questions.size());
        Outcome outcome;
        try (Worker worker = workers.start(spec)) {
            outcome = worker.run(GradeJob.class, new GradeJob.Order(paper.submission().sources(),
                    paper.exercise().frame().sources(), questions), sheet::take);
        }
        Ending ending = sheet.isOdd() ? Ending.MISBEHAVED : ending(outcome, sheet);
        for (int at = 0; at < checks.size(); at++) {
            items.add(at < sheet.answers().size() && ending != Ending.MISBEHAVED
                    ? item(paper, judge.mark(paper.exercise(), checks.get(at), sheet.answers().get(at)))
                    : notAsked(paper, checks.get(at), ending));
        }
        double rank = ending == Ending.GRADED && isRanked(checks) ? rank(sheet.answers().getLast()) : 0;
        Reason reason = Reason.of(ending, outcome);
        return grade(paper, ending, items, rank, reason.what(), reason.told());
    }

    private static boolean isRanked(List<Check> checks) {
        return checks.stream().anyMatch(check -> check.kind() != Check.Kind.EXPLORE);
    }

    private static double rank(Evidence simulated) {
        return simulated.rows().isEmpty() ? 0
                : Figures.rounded(simulated.rows().getLast().opsPerSecond() / 1e6);
    }

    private static Ending ending(Outcome outcome, AnswerSheet sheet) {
        return switch (outcome) {
            case Outcome.Finished _ -> sheet.isWhole() ? Ending.GRADED : Ending.MISBEHAVED;
            case Outcome.Failed(Trouble reason, String _) when reason.what().equals(GradeJob.REFUSED) ->
                    Ending.REFUSED;
            case Outcome.Failed(Trouble reason, String _) when reason.exit() == Exit.PLUGIN ->
                    Ending.NOT_BUILT;
            case Outcome.Failed _, Outcome.OutOfMemory _, Outcome.OutputFlood _, Outcome.Exited _,
                    Outcome.Crashed _ -> Ending.ENDED;
            case Outcome.TimedOut _ -> Ending.NOT_GRADED;
            case Outcome.Cancelled _ -> throw new Trouble(Exit.INTERRUPTED, "grading was stopped");
            case Outcome.Misbehaved _ -> Ending.MISBEHAVED;
        };
    }

    private Item item(Paper paper, Mark mark) {
        return new Item(mark.id(), mark.says(), mark.verdict(), Reason.stable(mark.what()),
                mark.token().isEmpty() ? List.of() : mark.run(), scaled(paper, mark.points()), mark.hidden());
    }

    /// Fails, unless the wall clock is why: that says nothing about the paper.
    private Item notAsked(Paper paper, Check check, Ending ending) {
        return new Item(check.id(), check.says(),
                ending == Ending.NOT_GRADED ? Verdict.UNKNOWN : Verdict.FAIL, "not reached", List.of(),
                scaled(paper, check.points()), check.hidden());
    }

    private double scaled(Paper paper, double points) {
        Exercise exercise = paper.exercise();
        double own = exercise.asks().stream().mapToDouble(ask -> ask.points()).sum()
                + exercise.manifest().check().stream().mapToDouble(Check::points).sum();
        return points * assignment.scale(exercise, own);
    }

    private Grade notBuilt(Paper paper, String why) {
        List<Item> items = new ArrayList<>();
        paper.exercise().asks()
                .forEach(ask -> items.add(new Item(ask.id(), ask.text(), Verdict.FAIL, "not reached",
                List.of(), scaled(paper, ask.points()), false)));
        paper.exercise().manifest().check().forEach(check -> items.add(notAsked(paper, check, Ending.NOT_BUILT)));
        return grade(paper, Ending.NOT_BUILT, items, 0, Reason.stable(why), List.of());
    }

    private Grade grade(Paper paper, Ending ending, List<Item> items, double rank, String reason,
            List<String> told) {
        boolean late = assignment.isLate(paper.student());
        double outOf = items.stream()
                .filter(item -> item.verdict() != Verdict.UNKNOWN || ending == Ending.NOT_GRADED)
                .mapToDouble(Item::points).sum();
        double earned = ending == Ending.NOT_GRADED || ending == Ending.MISBEHAVED ? 0
                : items.stream().mapToDouble(Item::earned).sum();
        Grade grade = new Grade(paper.student(), paper.exercise().id(), ending,
                late ? earned * (1 - assignment.latePenalty()) : earned, outOf, late, 0, reason, told,
                List.copyOf(items));
        return earned < outOf ? grade : new Grade(grade.student(), grade.exercise(), ending, grade.score(),
                outOf, late, rank, reason, told, grade.items());
    }

    @Override public void close() {
        workers.close();
        judge.close();
    }
}
