package faultline.repl.work;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import faultline.repl.text.Answer;
import faultline.repl.text.Json;
import faultline.repl.text.Row;

/// The last runs that gave figures, in the user's state folder: one of each command and workload, so that a
/// report can put them beside each other.
///
/// Each is a file with one object, `{"schema":"faultline/run/1","rows":[{command, typed, at, machine, rows}]}`.
public final class RunLog {
    private static final Set<String> WITH_FIGURES = Set.of("bench", "compare", "simulate", "kernel");

    private final Path folder;

    /// One run.
    ///
    /// @param command its name
    /// @param typed   the whole command
    /// @param at      when, as ISO 8601 writes it
    /// @param machine processors and JDK
    /// @param rows    as `--json` gives them
    public record Run(String command, String typed, String at, String machine, List<Map<String, Object>> rows) {

        /// What was measured.
        public String workload() {
            String[] words = typed.split(" ");
            return words.length > 1 ? words[1] : "";
        }
    }

    /// @param folder made when the first run is kept
    public RunLog(Path folder) {
        this.folder = folder;
    }

    /// Keeps what `command` answered, if there are figures in it.
    public void keep(String command, List<String> typed, Answer answer) {
        if (!WITH_FIGURES.contains(command) || answer.rows().isEmpty()) {
            return;
        }
        List<String> words = typed.stream().dropWhile(word -> word.startsWith("-") || !command.startsWith(word))
                .filter(word -> !word.equals("--json")).toList();   // from the command on, however short it was typed
        String machine = Runtime.getRuntime().availableProcessors() + " processors, "
                + System.getProperty("os.name") + " " + System.getProperty("os.version") + ", Java "
                + Runtime.version();
        Row row = Row.of("command", command).and("typed", String.join(" ", words))
                .and("at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString()).and("machine", machine)
                .and("rows", answer.rows());
        String name = command + "-" + (words.size() > 1 ? words.get(1) : "").replaceAll("[^A-Za-z0-9_-]", "")
                + (words.contains("own") ? "-own" : "") + ".json";
        try {
            Files.createDirectories(folder);
            Path next = Files.createTempFile(folder, name, ".new");
            Files.writeString(next, Json.of("run", Answer.of("", row)) + "\n");
            Files.move(next, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException withoutIt) {
            return;   // the answer was given; only a report goes without
        }
    }

    /// All of them, the last first. A file that says something else is left out.
    public List<Run> all() {
        List<Run> runs = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return runs;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".json")).sorted().toList()) {
                runs.addAll(read(file));
            }
        } catch (IOException gone) {
            return runs;
        }
        runs.sort(Comparator.comparing(Run::at).reversed());
        return runs;
    }

    @SuppressWarnings("unchecked")   // what was written is of these types; anything else is left out
    private static List<Run> read(Path file) throws IOException {
        try {
            Map<String, Object> all = (Map<String, Object>) Json.read(Files.readString(file));
            Map<String, Object> row = ((List<Map<String, Object>>) all.get("rows")).getFirst();
            return List.of(new Run((String) row.get("command"), (String) row.get("typed"),
                    (String) row.get("at"), (String) row.get("machine"),
                    (List<Map<String, Object>>) row.get("rows")));
        } catch (IllegalArgumentException | ClassCastException | NullPointerException damaged) {
            return List.of();
        }
    }
}
