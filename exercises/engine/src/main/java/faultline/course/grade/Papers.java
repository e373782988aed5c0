package faultline.course.grade;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import faultline.course.Course;
import faultline.course.Exercise;
import faultline.course.Submission;
import faultline.host.Exit;
import faultline.host.Trouble;

/// Finds the papers in folders.
///
/// ```
/// handed-in/                      a folder of students
///   ada/                          one student: her folder as it is, or one folder an exercise
///     first-plugin/
///       answers.toml
///       src/main/java/firstlock/FirstLock.java
///     message-passing/
///   bob/
/// ```
///
/// A student's folder without a folder that is named like an exercise is one paper, and somebody must say for
/// which. Who handed in nothing has a paper for each that is asked, too, and a grade that says so.
public final class Papers {
    private final Course course;
    private final List<Exercise> asked;

    /// @param asked the exercises that are graded; none: all that are found
    public Papers(Course course, List<Exercise> asked) {
        this.course = course;
        this.asked = asked;
    }

    /// Of students in the order of their names, for each in the order of the exercises.
    public List<Paper> in(List<Path> folders) {
        List<Paper> papers = new ArrayList<>();
        for (Path folder : folders) {
            if (!Files.isDirectory(folder)) {
                throw new Trouble(Exit.USAGE, "there is no such folder").where(folder.toString())
                        .next("help grade");
            }
            List<Path> students = isOne(folder) || !exercisesIn(folder).isEmpty() ? List.of(folder)
                    : below(folder);
            students.forEach(student -> papers.addAll(of(student)));
        }
        if (papers.isEmpty()) {
            throw new Trouble(Exit.USAGE, "there is nothing to grade")
                    .why("a folder of students has a folder for each, with sources or with folders named like "
                            + "exercises")
                    .where(folders.getFirst().toString());
        }
        return papers;
    }

    private List<Paper> of(Path student) {
        String name = student.toAbsolutePath().normalize().getFileName().toString();
        List<Exercise> found = exercisesIn(student);
        if (!found.isEmpty() || !asked.isEmpty() && !hasSources(student)) {
            return (asked.isEmpty() ? found : asked).stream()
                    .map(exercise -> Paper.of(name, exercise, student.resolve(exercise.id()))).toList();
        }
        if (asked.size() != 1) {
            throw new Trouble(Exit.USAGE, "it is not said which exercise '" + name + "' is for")
                    .where(student.toString()).next("grade " + student + " --exercise "
                            + course.exercises().getFirst().id());
        }
        return List.of(Paper.of(name, asked.getFirst(), student));
    }

    private List<Exercise> exercisesIn(Path folder) {
        return course.exercises().stream()
                .filter(exercise -> Files.isDirectory(folder.resolve(exercise.id())))
                .toList();
    }

    private static boolean hasSources(Path student) {
        try (Stream<Path> all = Files.walk(student)) {
            return all.anyMatch(file -> file.toString().endsWith(".java") || file.endsWith(Submission.ANSWERS));
        } catch (IOException unreadable) {
            throw cannotRead(student, unreadable);
        }
    }

    /// Whether the folder itself is a paper.
    private static boolean isOne(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(file -> file.getFileName().toString()).anyMatch(name -> name.endsWith(".java")
                    || name.equals(Submission.ANSWERS) || name.equals("src"));
        } catch (IOException unreadable) {
            throw cannotRead(folder, unreadable);
        }
    }

    private static List<Path> below(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(Files::isDirectory).filter(one -> !one.getFileName().toString().startsWith("."))
                    .sorted().toList();
        } catch (IOException unreadable) {
            throw cannotRead(folder, unreadable);
        }
    }

    private static Trouble cannotRead(Path folder, IOException why) {
        return new Trouble(Exit.USAGE, "the folder cannot be read").why(why).where(folder.toString());
    }
}
