package faultline.course;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import faultline.host.Exit;
import faultline.host.Trouble;

/// What is handed in: sources, and answers to what was asked.
///
/// @param sources the texts, by package and file name as `firstlock/FirstLock.java`
/// @param answers by the id of what was asked; a list for what has several parts
public record Submission(Map<String, String> sources, Map<String, List<String>> answers) {
    public static final String ANSWERS = "answers.toml";
    private static final Pattern PACKAGE = Pattern.compile("(?m)^package\\s+([\\w.]+)\\s*;");

    public Submission {
        sources = new TreeMap<>(sources);
        answers = new TreeMap<>(answers);
    }

    /// All Java files below the folder, and its answers. A folder that is not there has nothing.
    public static Submission of(Path folder) {
        if (!Files.isDirectory(folder)) {
            return new Submission(Map.of(), Map.of());
        }
        Path main = folder.resolve("src/main/java");
        Path root = Files.isDirectory(main) ? main : folder;
        Map<String, String> sources = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(Submission::isSource).sorted().toList()) {
                String text = Undisturbed.read(file);
                sources.put(place(text) + file.getFileName(), text);
            }
            Path answers = folder.resolve(ANSWERS);
            return new Submission(sources, Files.exists(answers)
                    ? answers(Undisturbed.read(answers), answers) : Map.of());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static boolean isSource(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".java") && !name.equals("module-info.java") && Files.isRegularFile(file);
    }

    /// The folder that the package of a source belongs into, with a slash at its end.
    public static String place(String text) {
        Matcher matcher = PACKAGE.matcher(text);
        return matcher.find() ? matcher.group(1).replace('.', '/') + "/" : "";
    }

    /// Of texts that somebody read, by their names below the source folder, and of what his answers say.
    public static Submission read(Map<String, String> sources, String answers) {
        return new Submission(sources, answers(answers, Path.of(ANSWERS)));
    }

    private static Map<String, List<String>> answers(String text, Path file) {
        Map<String, List<String>> answers = new TreeMap<>();
        Toml.table(text, file).forEach((id, value) -> answers.put(id,
                value instanceof List<?> several ? several.stream().map(String::valueOf).toList()
                        : List.of(String.valueOf(value))));
        return answers;
    }

    /// This, with what the other has in place of what is named alike.
    public Submission with(Submission other) {
        Map<String, String> texts = new TreeMap<>(sources);
        texts.putAll(other.sources);
        Map<String, List<String>> said = new TreeMap<>(answers);
        said.putAll(other.answers);
        return new Submission(texts, said);
    }

    /// What was answered; nothing if it was not.
    public List<String> answer(String id) {
        return answers.getOrDefault(id, List.of());
    }

    /// The student's seed, which chooses among follow-ups.
    public long seed() {
        List<String> seed = answer("seed");
        try {
            return seed.isEmpty() ? 0 : Long.parseLong(seed.getFirst());
        } catch (NumberFormatException noNumber) {
            throw new Trouble(Exit.USAGE, "seed '" + seed.getFirst() + "' is no number")
                    .why("it chooses follow-up questions; 'start' writes one").where(ANSWERS);
        }
    }
}
