package faultline.course.student;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import faultline.course.Exercise;
import faultline.course.Submission;
import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.host.WholeFile;
import faultline.host.build.Project;

/// The folder that a student works in: a project with the starter's files, and `answers.toml`. It is also what is
/// handed in.
record WorkFolder(Path place) {
    private static final String NOTE = "# Your answers. 'predict' and 'answer' write here; the seed chooses follow-ups.\n";

    /// Writes what the exercise begins with. There is nothing there yet.
    void begin(Exercise exercise, long seed) {
        try {
            Files.createDirectories(place.getParent());
            Map<String, String> sources = new TreeMap<>(exercise.starter().with(exercise.frame()).sources());
            if (sources.isEmpty()) {
                Files.createDirectories(place);
            } else {
                Project.exercise(place, exercise.id(), sources);
            }
            write(Map.of("seed", List.of(Long.toString(seed))));
        } catch (IOException unwritable) {
            throw refused(unwritable);
        }
    }

    boolean isThere() {
        return Files.exists(place);
    }

    /// The files that a student may change.
    List<Path> files(Exercise exercise) {
        return exercise.starter().sources().keySet().stream().map(Path.of("src/main/java")::resolve).toList();
    }

    Submission submission() {
        return Submission.of(place);
    }

    void answer(String id, List<String> said) {
        Map<String, List<String>> answers = new TreeMap<>(submission().answers());
        answers.put(id, said);
        try {
            write(answers);
        } catch (IOException unwritable) {
            throw refused(unwritable);
        }
    }

    private void write(Map<String, List<String>> answers) throws IOException {
        String lines = answers.entrySet().stream().map(answer -> answer.getKey() + " = " + value(answer.getValue())
                + "\n").collect(Collectors.joining());
        WholeFile.write(place.resolve(Submission.ANSWERS), NOTE + lines);
    }

    private static String value(List<String> said) {
        List<String> quoted = said.stream().map(word -> '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .toList();
        return quoted.size() == 1 ? quoted.getFirst() : "[" + String.join(", ", quoted) + "]";
    }

    /// Moves all of it away, beside itself, and answers where it lies then.
    Path setAside() {
        int number = 1;
        while (Files.exists(aside(number))) {
            number++;
        }
        try {
            return Files.move(place, aside(number));
        } catch (IOException refused) {
            throw refused(refused);
        }
    }

    private Path aside(int number) {
        return place.resolveSibling(place.getFileName() + ".before-reset-" + number);
    }

    /// When each file was written and how long it is: what changes with every save, also where the file system sends
    /// no events and where an editor writes another file and renames it.
    Map<Path, String> saved() {
        try (Stream<Path> all = Files.walk(place)) {
            Map<Path, String> found = new TreeMap<>();
            for (Path file : all.filter(WorkFolder::counts).toList()) {
                found.put(file, Files.getLastModifiedTime(file) + " " + Files.size(file));
            }
            return found;
        } catch (IOException | UncheckedIOException changing) {
            return Map.of();   // looked at while it was being renamed: the next look is another
        }
    }

    private static boolean counts(Path file) {
        String name = file.getFileName().toString();
        return (name.endsWith(".java") || name.equals(Submission.ANSWERS)) && Files.isRegularFile(file);
    }

    private Trouble refused(IOException why) {
        return new Trouble(Exit.USAGE, "the folder of the exercise cannot be written").why(why)
                .where(place.toString());
    }
}
