package faultline.course.student;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import faultline.course.Ask;
import faultline.course.Course;
import faultline.course.Exercise;
import faultline.course.Manifest;
import faultline.course.Submission;
import faultline.course.judge.Board;
import faultline.course.judge.Judge;
import faultline.course.judge.Report;
import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.lab.Verdict;
import tools.jackson.core.JacksonException;

/// What a student does with a course. Every change is kept at once; nothing stays in memory, so two prompts may do this
/// side by side.
public final class Studies {
    private static final String FOLDER = "faultline-course";
    private static final String SKIPPED = "skipped";

    private final Notebook notebook;
    private final Judge judge;

    public Studies(Notebook notebook, Judge judge) {
        this.notebook = notebook;
        this.judge = judge;
    }

    /// Where an exercise stands.
    public enum Status {
        NEW("new"), STARTED("started"), PASSED("passed"), GAVE_UP("gave up");

        private final String word;

        Status(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    public Course course() {
        String place = notebook.read().course();
        return place.isEmpty() ? Course.builtIn() : Course.at(Path.of(place));
    }

    /// Turns to another course; `null`: the product's own.
    public Course use(Path place) {
        String other = place == null ? "" : place.toAbsolutePath().normalize().toString();
        Course course = other.isEmpty() ? Course.builtIn() : Course.at(Path.of(other));
        notebook.change(notes -> notes.using(other));
        return course;
    }

    public Entry entry(Exercise exercise) {
        Notes notes = notebook.read();
        return notes.entry(key(notes, exercise));
    }

    public Status status(Exercise exercise) {
        Entry entry = entry(exercise);
        return entry.passed() ? entry.gaveUp() ? Status.GAVE_UP : Status.PASSED
                : entry.started() ? Status.STARTED : Status.NEW;
    }

    /// The exercise that was started last.
    public Optional<Exercise> current() {
        return course().find(notebook.read().current());
    }

    /// The current one if it is open, else the first that has not passed.
    public Optional<Exercise> next() {
        return current().filter(exercise -> !entry(exercise).passed())
                .or(() -> course().exercises().stream().filter(exercise -> !entry(exercise).passed()).findFirst());
    }

    /// The current one; a trouble if none was started.
    public Exercise open() {
        return current().orElseThrow(() -> new Trouble(Exit.USAGE, "no exercise is started").next("next"));
    }

    public Exercise named(String id) {
        return course().find(id).orElseThrow(() -> new Trouble(Exit.USAGE, "no exercise is named '" + id + "'")
                .next("exercises"));
    }

    /// What [#start] did.
    ///
    /// @param isNew whether the folder was made; else it was there, and nothing in it was touched
    public record Started(Exercise exercise, Path folder, List<Path> files, boolean isNew) {
    }

    /// Turns to the exercise, and copies its starter where nothing is yet.
    ///
    /// @param in where its folder is made; `null`: where the others are, or here
    public Started start(Exercise exercise, Path in) {
        Notes before = notebook.read();
        String key = key(before, exercise);
        Path base = in != null ? in.toAbsolutePath().normalize() : before.folder().isEmpty()
                ? Path.of(FOLDER).toAbsolutePath() : Path.of(before.folder());
        WorkFolder folder = new WorkFolder(before.entry(key).started() && in == null
                ? Path.of(before.entry(key).folder()) : among(base, before).resolve(exercise.id()));
        boolean isNew = !folder.isThere();
        if (isNew) {
            folder.begin(exercise, before.seed());
        }
        notebook.change(notes -> notes.at(base.toString()).turnedTo(exercise.id())
                .with(key, notes.entry(key).in(folder.place().toString())));
        return new Started(exercise, folder.place(), folder.files(exercise), isNew);
    }

    /// The exercises of another course lie in a folder of their own, because theirs may be named alike.
    private static Path among(Path base, Notes notes) {
        return notes.course().isEmpty() ? base : base.resolve(Path.of(notes.course()).getFileName());
    }

    /// What was predicted and answered so far.
    public Submission submission(Exercise exercise) {
        return folder(exercise).submission();
    }

    /// Predictions that were neither made nor skipped. What asks for a run is none.
    public List<Ask> openPredictions(Exercise exercise) {
        Entry entry = entry(exercise);
        Submission said = submission(exercise);
        return exercise.manifest().predict().stream().filter(ask -> ask.form() != Ask.Form.TOKEN)
                .filter(ask -> said.answer(ask.id()).isEmpty() && !entry.guesses().containsKey(ask.id())).toList();
    }

    /// What was asked and not answered, predictions first, a follow-up after a wrong one last.
    public List<Ask> unanswered(Exercise exercise) {
        Submission said = submission(exercise);
        return exercise.asks().stream().filter(ask -> said.answer(ask.id()).isEmpty()).toList();
    }

    /// What that id asks: a question, or its follow-up.
    public Ask asked(Exercise exercise, String id) {
        long seed = submission(exercise).seed();
        return exercise.asks().stream().flatMap(ask -> Stream.of(Optional.of(ask),
                        Optional.ofNullable(ask.followUp(seed))).flatMap(Optional::stream))
                .filter(ask -> ask.id().equals(id)).findFirst()
                .orElseThrow(() -> new Trouble(Exit.USAGE, exercise.id() + " asks nothing named '" + id + "'")
                        .why("it asks: " + String.join(", ", exercise.asks().stream().map(Ask::id).toList()))
                        .next("lesson"));
    }

    /// Writes an answer down. The first guess at a prediction is kept for good.
    public void answer(Exercise exercise, Ask ask, List<String> said) {
        WorkFolder folder = folder(exercise);
        change(exercise, entry -> {
            folder.answer(ask.id(), said);   // alone, as the notes are changed
            return entry.guessed(ask.id(), said);
        });
    }

    /// Goes on without a prediction, which is kept too.
    public void skip(Exercise exercise, Ask ask) {
        change(exercise, entry -> entry.guessed(ask.id(), List.of(SKIPPED)));
    }

    /// Judges what lies in the folder.
    public Report check(Exercise exercise) {
        Report report = judge.judge(exercise, submission(exercise));
        boolean isOpen = report.verdict() == Verdict.UNKNOWN;
        if (report.trouble().isEmpty() && !isOpen) {
            change(exercise, entry -> entry.checked(report.verdict() == Verdict.PASS,
                    report.hint().map(Manifest.Hint::id).orElse("")));
        }
        return report;
    }

    /// What lies in the folder, beside the product's strategies.
    public Board board(Exercise exercise) {
        return judge.board(exercise, submission(exercise));
    }

    /// A hint, up to a level.
    public record Shown(Manifest.Hint hint, int level) {
    }

    /// The next level of what the last check earned, or that level.
    public Shown hint(Exercise exercise, int asked) {
        Entry entry = entry(exercise);
        List<Manifest.Hint> all = exercise.manifest().hint();
        Manifest.Hint hint = all.stream().filter(one -> one.id().equals(entry.hint())).findFirst()
                .orElseGet(all::getLast);
        int before = hint.id().equals(entry.hint()) ? entry.level() : 0;
        int level = Math.min(asked > 0 ? asked : before + 1, hint.levels().size());
        change(exercise, old -> old.hinted(hint.id(), level));
        return new Shown(hint, level);
    }

    /// The files of the solution, and its answers. Before a pass only for who gives up.
    public Submission solution(Exercise exercise, boolean giveUp) {
        if (!entry(exercise).passed()) {
            if (!giveUp) {
                throw new Trouble(Exit.USAGE, "the solution of " + exercise.id() + " is shown after the pass")
                        .why("or to who gives up, which is kept in your progress").next("solution --give-up");
            }
            change(exercise, Entry::givenUp);
        }
        Submission solution = exercise.solution();
        Map<String, List<String>> answers = new TreeMap<>(solution.answers());
        exercise.asks().stream().filter(ask -> ask.form() == Ask.Form.TOKEN)
                .forEach(ask -> answers.put(ask.id(), List.of(judge.token(exercise, ask))));
        exercise.asks().stream().filter(ask -> ask.form() == Ask.Form.ROWS)
                .forEach(ask -> answers.put(ask.id(), judge.rows(exercise, ask)));
        Map<String, String> changed = new LinkedHashMap<>(solution.sources());
        changed.entrySet().removeIf(file -> file.getValue().equals(exercise.starter().sources().get(file.getKey())));
        return new Submission(changed, answers);
    }

    /// Begins anew. What was there lies in the answer.
    public Path reset(Exercise exercise) {
        WorkFolder folder = folder(exercise);
        Path aside = folder.setAside();
        folder.begin(exercise, notebook.read().seed());
        return aside;
    }

    /// Whether its folder is where it was.
    public boolean isThere(Exercise exercise) {
        Entry entry = entry(exercise);
        return entry.started() && Files.isDirectory(Path.of(entry.folder()));
    }

    /// Waits for saves of its files.
    public Saves saves(Exercise exercise) {
        return Saves.in(folder(exercise));
    }

    public Path place(Exercise exercise) {
        return folder(exercise).place();
    }

    public void export(Path file) {
        try {
            Files.writeString(file, Notebook.text(notebook.read()));
        } catch (IOException unwritable) {
            throw new Trouble(Exit.USAGE, "your progress cannot be written there").why(unwritable)
                    .where(file.toString());
        }
    }

    /// Takes over what the file has more of. Answers how many exercises have passed then.
    public long take(Path file) {
        try {
            Notes other = Notebook.parsed(Files.readString(file));
            return notebook.change(notes -> notes.merged(other)).entries().values().stream().filter(Entry::passed)
                    .count();
        } catch (JacksonException malformed) {
            throw new Trouble(Exit.USAGE, "that is no progress that was exported")
                    .why(malformed.getOriginalMessage()).where(file.toString()).next("help progress export");
        } catch (IOException unreadable) {
            throw new Trouble(Exit.USAGE, "the progress cannot be read").why(unreadable)
                    .where(file.toString()).next("help progress import");
        }
    }

    private WorkFolder folder(Exercise exercise) {
        Entry entry = entry(exercise);
        if (!entry.started() || !Files.isDirectory(Path.of(entry.folder()))) {
            throw new Trouble(Exit.USAGE, exercise.id() + (entry.started() ? "'s folder is gone" : " is not started"))
                    .where(entry.folder()).next("start " + exercise.id());
        }
        return new WorkFolder(Path.of(entry.folder()));
    }

    private void change(Exercise exercise, UnaryOperator<Entry> how) {
        notebook.change(notes -> {
            String key = key(notes, exercise);
            return notes.with(key, how.apply(notes.entry(key)));
        });
    }

    private static String key(Notes notes, Exercise exercise) {
        return notes.course().isEmpty() ? exercise.id() : notes.course() + "#" + exercise.id();
    }
}
