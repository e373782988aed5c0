package faultline.course.grade;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import faultline.course.Course;
import faultline.course.Exercise;
import faultline.course.Toml;
import faultline.host.Exit;
import faultline.host.Trouble;

/// What a teacher hands out: exercises, what each is worth, and until when. A file, `assignment.toml`:
///
/// ```toml
/// format = 1
/// title = "Second week"
/// due = "2026-12-01T23:59:00Z"
/// late-penalty = 0.2                   # of what was earned; none: being late is only told
///
/// [[exercise]]
/// id = "first-plugin"
/// points = 10                          # all properties together; none said: what the exercise says
///
/// [received]                           # when it came, by student; the grader looks at no clock
/// ada = "2026-12-02T08:00:00Z"
/// ```
public record Assignment(int format, String title, String due, double latePenalty, List<Worth> exercise,
                         Map<String, String> received) {
    private static final int FORMAT = 1;

    /// @param points 0: what the exercise says
    public record Worth(String id, double points) {
    }

    public Assignment {
        title = title == null ? "" : title;
        due = due == null ? "" : due;
        exercise = exercise == null ? List.of() : List.copyOf(exercise);
        received = received == null ? Map.of() : Map.copyOf(received);
    }

    /// These exercises, worth what they say, due never.
    public static Assignment of(List<Exercise> exercises) {
        return new Assignment(FORMAT, "", "", 0,
                exercises.stream().map(one -> new Worth(one.id(), 0)).toList(), Map.of());
    }

    public static Assignment read(Path file, Course course) {
        try {
            Assignment read = Toml.read(Files.readString(file), file, Assignment.class);
            if (read.format() != FORMAT) {
                throw new Trouble(Exit.USAGE, file.getFileName() + " has format " + read.format()
                        + ", and this Faultline knows " + FORMAT).where(file.toString());
            }
            read.checkFigures(file);
            read.exercises(course);
            read.instant(read.due());
            read.received().values().forEach(read::instant);
            return read;
        } catch (IOException unreadable) {
            throw new Trouble(Exit.USAGE, "the assignment cannot be read").why(unreadable)
                    .where(file.toString());
        }
    }

    private void checkFigures(Path file) {
        if (!(latePenalty >= 0 && latePenalty <= 1)) {
            throw new Trouble(Exit.USAGE, "late-penalty is " + latePenalty + ", and it is a part of what was earned")
                    .why("it is 0 to 1: 0.2 takes a fifth").where(file.toString());
        }
        exercise.stream().filter(worth -> !(worth.points() >= 0)).findFirst().ifPresent(worth -> {
            throw new Trouble(Exit.USAGE, "'" + worth.id() + "' is worth " + worth.points() + " points")
                    .why("points are 0 or more").where(file.toString());
        });
    }

    public List<Exercise> exercises(Course course) {
        return exercise.stream().map(worth -> course.find(worth.id())
                .orElseThrow(() -> new Trouble(Exit.USAGE,
                "no exercise is named '" + worth.id() + "'").next("exercises"))).toList();
    }

    boolean isLate(String student) {
        Optional<Instant> until = instant(due);
        Optional<Instant> came = instant(received.getOrDefault(student, ""));
        return until.isPresent() && came.isPresent() && came.get().isAfter(until.get());
    }

    /// By what the exercise's own points are multiplied.
    double scale(Exercise one, double own) {
        double points = exercise.stream().filter(worth -> worth.id().equals(one.id())).findFirst()
                .map(Worth::points).orElse(0.0);
        return points == 0 || own == 0 ? 1 : points / own;
    }

    private Optional<Instant> instant(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
        } catch (DateTimeParseException malformed) {
            throw new Trouble(Exit.USAGE, "'" + text + "' is no moment")
                    .why("a moment is written as 2026-12-01T23:59:00Z");
        }
    }
}
