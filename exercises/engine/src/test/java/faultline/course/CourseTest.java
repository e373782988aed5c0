package faultline.course;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import faultline.course.judge.Judge;
import faultline.course.judge.Mark;
import faultline.course.judge.Report;
import faultline.host.worker.Worker;
import faultline.lab.Verdict;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/// Every exercise does what it says: its starter fails for the stated reason, its solution passes, each wrong answer
/// fails and earns its own hint.
@DisplayNameGeneration(ReplaceUnderscores.class)
class CourseTest {
    private static final int AT_ONCE = 2;
    private static final int LESSON_LINES = 60;
    private static final int COLUMNS = 120;
    private static final int LEVELS = 3;
    private static final Course COURSE = Course.builtIn();

    /// One submission of an exercise, and what is wrong with how it was judged; nothing is.
    private record Trial(Exercise exercise, String name, Submission submission, String breaks, String because,
                         String hint) {

        /// What is wrong with how it is judged. An answer `explored` stands for a run that the explorer finds, because
        /// the tokens of runs change with the explorer.
        List<String> judgedBy(Judge judge) {
            Map<String, List<String>> answers = new TreeMap<>(submission.answers());
            exercise.asks().stream().filter(ask -> submission.answer(ask.id()).equals(List.of("explored")))
                    .forEach(ask -> answers.put(ask.id(), List.of(judge.token(exercise, ask))));
            return complaints(judge.judge(exercise, new Submission(submission.sources(), answers)));
        }

        private List<String> complaints(Report report) {
            List<String> found = new ArrayList<>();
            String told = report.first().map(Mark::told).orElse("");
            String first = report.first().map(Mark::id).orElse("");
            if (report.trouble().isPresent()) {
                return List.of(this + ": " + report.trouble().get().text());
            }
            if (!first.equals(breaks)) {
                found.add(this + " breaks '" + first + "' and should break '" + breaks + "': " + told);
            } else if (!Pattern.compile(because).matcher(told).find()) {
                found.add(this + " does not tell '" + because + "' but: " + told);
            }
            String earned = report.hint().map(Manifest.Hint::id).orElse("");
            if (!hint.isEmpty() && !earned.equals(hint)) {
                found.add(this + " earns the hint '" + earned + "' and should earn '" + hint + "': " + told);
            }
            boolean passes = breaks.isEmpty();
            if (passes != (report.verdict() == Verdict.PASS)) {
                found.add(this + ": " + report.verdict() + ": " + report.marks());
            }
            return found;
        }

        @Override public String toString() {
            return exercise.id() + ", " + name;
        }
    }

    private static List<Trial> trials() {
        List<Trial> all = new ArrayList<>();
        String only = System.getProperty("exercise", "");
        for (Exercise exercise : COURSE.exercises()) {
            Manifest manifest = exercise.manifest();
            if (!only.isEmpty() && !only.equals(exercise.id())) {
                continue;
            }
            all.add(new Trial(exercise, "starter", exercise.starter(), manifest.starter().breaks(),
                    manifest.starter().because(), ""));
            all.add(new Trial(exercise, "solution", exercise.solution(), "", "", ""));
            manifest.wrong().forEach(wrong -> all.add(new Trial(exercise, "wrong/" + wrong.folder(),
                    exercise.wrong(wrong.folder()), wrong.breaks(), "", wrong.hint())));
        }
        return all;
    }

    @Test
    void starters_and_wrong_answers_fail_for_their_reason_and_solutions_pass() throws Exception {
        ConcurrentLinkedQueue<Trial> open = new ConcurrentLinkedQueue<>(trials());
        List<String> complaints = Collections.synchronizedList(new ArrayList<>());
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                running.add(threads.submit(() -> {
                    try (Judge judge = new Judge(Worker::start)) {
                        for (Trial trial = open.poll(); trial != null; trial = open.poll()) {
                            complaints.addAll(trial.judgedBy(judge));
                        }
                    }
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        }

        assertEquals(List.of(), complaints.stream().sorted().toList());
        assertTrue(COURSE.exercises().size() >= 3, "the course has gone missing");
    }

    @Test
    void lessons_fit_a_screen_and_all_texts_are_there() {
        List<String> complaints = new ArrayList<>();
        for (Exercise exercise : COURSE.exercises()) {
            long lines = exercise.lesson().lines().count();
            if (lines > LESSON_LINES || lines < 10) {
                complaints.add(exercise.id() + ": the lesson has " + lines + " lines");
            }
            for (String text : List.of(exercise.lesson(), exercise.explanation(), exercise.realKernel())) {
                if (!text.startsWith("# ") || text.lines().count() < 4) {
                    complaints.add(exercise.id() + ": a text has no title, or says nothing: " + text);
                }
                text.lines().filter(line -> line.length() > COLUMNS)
                        .forEach(line -> complaints.add(exercise.id() + ": longer than " + COLUMNS + ": " + line));
            }
        }

        assertEquals(List.of(), complaints);
    }

    @Test
    void hints_have_three_levels_and_a_last_one_for_everything_else() {
        List<String> complaints = new ArrayList<>();
        for (Exercise exercise : COURSE.exercises()) {
            Manifest manifest = exercise.manifest();
            Set<String> properties = new HashSet<>();
            manifest.check().forEach(check -> properties.add(check.id()));
            exercise.asks().forEach(ask -> properties.add(ask.id()));
            for (Manifest.Hint hint : manifest.hint()) {
                if (hint.levels().size() != LEVELS) {
                    complaints.add(exercise.id() + ", hint " + hint.id() + ": " + hint.levels().size() + " levels");
                }
                if (!hint.property().isEmpty() && !properties.contains(hint.property())) {
                    complaints.add(exercise.id() + ", hint " + hint.id() + ": no property is named "
                            + hint.property());
                }
            }
            if (manifest.hint().isEmpty() || !manifest.hint().getLast().property().isEmpty()) {
                complaints.add(exercise.id() + ": the last hint must be for everything else");
            }
            if (manifest.wrong().isEmpty()) {
                complaints.add(exercise.id() + ": no wrong answer");
            }
        }

        assertEquals(List.of(), complaints);
    }

    @Test
    void exercises_are_named_like_their_folders_and_come_after_what_they_require() {
        List<String> complaints = new ArrayList<>();
        Set<String> before = new HashSet<>();
        for (Exercise exercise : COURSE.exercises()) {
            Manifest manifest = exercise.manifest();
            String folder = exercise.folder().getFileName().toString();
            if (!folder.equals(folder.substring(0, 3) + exercise.id())) {
                complaints.add(folder + " has the id '" + exercise.id() + "'");
            }
            manifest.requires().stream().filter(required -> !before.contains(required))
                    .forEach(required -> complaints.add(exercise.id() + " requires " + required
                            + ", which does not come before"));
            if (!before.add(exercise.id())) {
                complaints.add("two are named " + exercise.id());
            }
            if (manifest.minutes() < 5 || manifest.minutes() > 90) {
                complaints.add(exercise.id() + " takes " + manifest.minutes() + " minutes");
            }
        }

        assertEquals(List.of(), complaints);
    }

    /// A concept may be used, and its name may stand in a lesson, in the exercise that introduces it and after it.
    @Test
    void no_concept_is_used_before_the_exercise_that_introduces_it() {
        List<String> complaints = new ArrayList<>();
        Map<String, Integer> introduced = new TreeMap<>();
        for (int at = 0; at < COURSE.exercises().size(); at++) {
            Exercise exercise = COURSE.exercises().get(at);
            for (String concept : exercise.manifest().introduces()) {
                if (introduced.put(concept, at) != null) {
                    complaints.add(exercise.id() + " introduces '" + concept + "' again");
                }
            }
        }
        for (int at = 0; at < COURSE.exercises().size(); at++) {
            Exercise exercise = COURSE.exercises().get(at);
            for (String concept : exercise.manifest().uses()) {
                if (introduced.getOrDefault(concept, Integer.MAX_VALUE) >= at) {
                    complaints.add(exercise.id() + " uses '" + concept + "' before it is introduced");
                }
            }
            for (Map.Entry<String, Integer> concept : introduced.entrySet()) {
                if (concept.getValue() > at && names(concept.getKey()).matcher(exercise.lesson()).find()) {
                    complaints.add("the lesson of " + exercise.id() + " speaks of '" + concept.getKey() + "', which "
                            + COURSE.exercises().get(concept.getValue()).id() + " introduces");
                }
            }
        }

        assertEquals(List.of(), complaints);
    }

    private static Pattern names(String concept) {
        return Pattern.compile("(?i)(?<![\\w-])" + Pattern.quote(concept) + "(?![\\w-])");
    }
}
