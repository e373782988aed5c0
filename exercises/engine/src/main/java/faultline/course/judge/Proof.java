package faultline.course.judge;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import faultline.course.Course;
import faultline.course.Exercise;
import faultline.course.Manifest;
import faultline.course.Submission;
import faultline.host.Trouble;
import faultline.lab.Verdict;

/// Proves that exercises do what they say: the starter fails for the stated reason, the solution passes, each wrong
/// answer fails and earns its own hint.
public final class Proof {
    private static final String EXPLORED = "explored";
    private static final String SIMULATED = "simulated";

    private final Supplier<Judge> judges;
    private final int atOnce;

    /// @param judges makes one for each of those at work
    /// @param atOnce how many those are
    public Proof(Supplier<Judge> judges, int atOnce) {
        this.judges = judges;
        this.atOnce = atOnce;
    }

    /// What is wrong with the exercises that are wanted, a text each; nothing is.
    ///
    /// @param doing hears which submission is judged
    public List<String> complaints(Course course, Predicate<Exercise> wanted, Consumer<String> doing) {
        ConcurrentLinkedQueue<List<Trial>> open = new ConcurrentLinkedQueue<>();
        course.exercises().stream().filter(wanted).map(Proof::trials).forEach(open::add);
        List<String> complaints = Collections.synchronizedList(new ArrayList<>());
        try (ExecutorService threads = Executors.newFixedThreadPool(atOnce)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < atOnce; i++) {
                running.add(threads.submit(() -> judgeAll(open, complaints, doing)));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            complaints.add("stopped before all was proved");
        } catch (ExecutionException bug) {
            throw new IllegalStateException(bug.getCause());
        }
        return complaints.stream().sorted().toList();
    }

    /// All trials of an exercise by one judge, who knows what is right after the first.
    private void judgeAll(ConcurrentLinkedQueue<List<Trial>> open, List<String> complaints,
            Consumer<String> doing) {
        try (Judge judge = judges.get()) {
            for (List<Trial> trials = open.poll(); trials != null; trials = open.poll()) {
                for (Trial trial : trials) {
                    doing.accept(trial.toString());
                    complaints.addAll(trial.judgedBy(judge));
                }
            }
        }
    }

    private static List<Trial> trials(Exercise exercise) {
        Manifest manifest = exercise.manifest();
        List<Trial> all = new ArrayList<>();
        all.add(new Trial(exercise, "starter", exercise.starter(), manifest.starter().breaks(),
                manifest.starter().because(), ""));
        all.add(new Trial(exercise, "solution", exercise.solution(), "", "", ""));
        manifest.wrong().forEach(wrong -> all.add(new Trial(exercise, "wrong/" + wrong.folder(),
                exercise.wrong(wrong.folder()), wrong.breaks(), "", wrong.hint())));
        return all;
    }

    /// One submission of an exercise, and how it must be judged.
    ///
    /// @param breaks  the first property that fails; empty: none
    /// @param because a pattern found in what is told then
    /// @param hint    what it earns; empty: anything
    private record Trial(Exercise exercise, String name, Submission submission, String breaks, String because,
                         String hint) {

        /// What is wrong with how it is judged. An answer `explored` stands for a run that the explorer finds, and
        /// `simulated` for rows of a simulation, because both change with what they are made by.
        List<String> judgedBy(Judge judge) {
            try {
                Map<String, List<String>> answers = new TreeMap<>(submission.answers());
                exercise.asks().stream().filter(ask -> submission.answer(ask.id()).equals(List.of(EXPLORED)))
                        .forEach(ask -> answers.put(ask.id(), List.of(judge.token(exercise, ask))));
                exercise.asks().stream().filter(ask -> submission.answer(ask.id()).equals(List.of(SIMULATED)))
                        .forEach(ask -> answers.put(ask.id(), judge.rows(exercise, ask)));
                return complaints(judge.judge(exercise, new Submission(submission.sources(), answers)));
            } catch (Trouble trouble) {
                return List.of(this + ": " + trouble.text());
            }
        }

        private List<String> complaints(Report report) {
            if (report.trouble().isPresent()) {
                return List.of(this + ": " + report.trouble().get().text());
            }
            if (report.verdict() == Verdict.PASS && !breaks.isEmpty()) {
                return List.of(this + " passes, and should break '" + breaks + "'");
            }
            if (report.verdict() == Verdict.UNKNOWN) {
                return List.of(this + " stays open: " + report.first().map(mark -> mark.id() + ": " + mark.told())
                        .orElseThrow());
            }
            List<String> found = new ArrayList<>();
            String told = report.first().map(Mark::told).orElse("");
            String first = report.first().map(Mark::id).orElse("");
            if (breaks.isEmpty() && !first.isEmpty()) {
                found.add(this + " breaks '" + first + "' and should pass: " + told);
            } else if (!first.equals(breaks)) {
                found.add(this + " breaks '" + first + "' and should break '" + breaks + "': " + told);
            } else if (!Pattern.compile(because).matcher(told).find()) {
                found.add(this + " does not tell '" + because + "' but: " + told);
            }
            String earned = report.hint().map(Manifest.Hint::id).orElse("");
            if (!hint.isEmpty() && !earned.equals(hint)) {
                found.add(this + " earns the hint '" + earned + "' and should earn '" + hint + "': " + told);
            }
            return found;
        }

        @Override public String toString() {
            return exercise.id() + ", " + name;
        }
    }
}
