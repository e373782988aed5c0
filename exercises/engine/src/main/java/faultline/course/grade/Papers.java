package faultline.course.grade;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
/// which. A folder named like an exercise is one paper too, of the student whose folder it lies in. Who handed in
/// nothing has a paper for each that is asked, or that another one handed in, and a grade that says so.
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
        List<Path> students = folders.stream().flatMap(folder -> studentsIn(folder).stream()).toList();
        Set<Exercise> handedIn = students.stream().flatMap(student -> exercisesIn(student).stream())
                .collect(Collectors.toSet());
        List<Exercise> expected = !asked.isEmpty() ? asked
                : course.exercises().stream().filter(handedIn::contains).toList();
        List<Paper> papers = students.stream().flatMap(student -> of(student, expected).stream()).toList();
        if (papers.isEmpty()) {
            throw new Trouble(Exit.USAGE, "there is nothing to grade")
                    .why("a folder of students has a folder for each, with sources or with folders named like "
                            + "exercises")
                    .where(folders.getFirst().toString());
        }
        return papers;
    }

    /// Of the one student whose folder it is, unless several lie in it. There is a paper for each exercise that is asked,
    /// whatever he handed in: he is to be told what is wrong with it.
    public List<Paper> ofOne(Path folder) {
        List<Path> students = studentsIn(folder);
        if (students.size() > 1 && students.stream().allMatch(Papers::hasSources)) {
            return in(List.of(folder));
        }
        try {
            return of(folder, asked);
        } catch (Trouble unclear) {
            return asked.stream().map(exercise -> Paper.refused(nameOf(folder), exercise, unclear.what())).toList();
        }
    }

    private List<Path> studentsIn(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new Trouble(Exit.USAGE, "there is no such folder").where(folder.toString()).next("help grade");
        }
        return isOne(folder) || !exercisesIn(folder).isEmpty() ? List.of(folder) : below(folder);
    }

    /// @param expected the exercises of who handed in nothing
    private List<Paper> of(Path student, List<Exercise> expected) {
        String name = nameOf(student);
        List<Exercise> found = exercisesIn(student);
        if (!found.isEmpty() || !hasSources(student)) {
            return (asked.isEmpty() && !found.isEmpty() ? found : expected).stream()
                    .map(exercise -> Paper.of(name, exercise, student.resolve(exercise.id()))).toList();
        }
        Optional<Exercise> own = course.find(name);
        if (own.isPresent() && (asked.isEmpty() || asked.contains(own.get()))) {
            return List.of(Paper.of(nameOf(student.toAbsolutePath().normalize().getParent()), own.get(), student));
        }
        if (asked.size() != 1) {
            throw new Trouble(Exit.USAGE, "it is not said which exercise '" + name + "' is for")
                    .where(student.toString()).next("grade " + student + " --exercise "
                            + course.exercises().getFirst().id());
        }
        return List.of(Paper.of(name, asked.getFirst(), student));
    }

    private static String nameOf(Path folder) {
        return folder.toAbsolutePath().normalize().getFileName().toString();
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
