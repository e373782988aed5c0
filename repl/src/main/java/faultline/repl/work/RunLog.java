package faultline.repl.work;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import faultline.course.judge.RunRow;
import faultline.host.WholeFile;
import faultline.repl.text.Answer;
import faultline.repl.text.Json;
import faultline.repl.text.Row;

/// The runs that gave figures, in the user's state folder. A report puts the last of each command and workload beside
/// each other; in the course, rows of any of them defend a choice.
///
/// Each is a file with one object, `{"schema":"faultline/run/1","rows":[{command, typed, at, machine, rows}]}`,
/// numbered for each command and workload: `compare-pft-3.json`. The last [#KEPT] of each stay.
public final class RunLog {
    static final int KEPT = 50;
    private static final Set<String> WITH_FIGURES = Set.of("bench", "compare", "simulate", "kernel");
    private static final Pattern NAME = Pattern.compile("(.+?)(?:-(\\d{1,9}))?\\.json");

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

    /// A file of a run: of which command and workload, and the how manieth.
    private record Kept(Path file, String of, int number) {
        static Stream<Kept> at(Path file) {
            Matcher name = NAME.matcher(file.getFileName().toString());
            return name.matches() ? Stream.of(new Kept(file, name.group(1),
                    name.group(2) == null ? 0 : Integer.parseInt(name.group(2)))) : Stream.empty();
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
        String of = command + "-" + (words.size() > 1 ? words.get(1) : "").replaceAll("[^A-Za-z0-9_-]", "")
                + (words.contains("own") ? "-own" : "");
        try {
            WholeFile.alone(folder.resolve("runs"), () -> add(of, Json.of("run", Answer.of("", row)) + "\n"));
        } catch (IOException withoutIt) {
            return;   // the answer was given; only a report goes without
        }
    }

    private int add(String of, String text) throws IOException {
        List<Kept> before = files().stream().filter(kept -> kept.of().equals(of)).toList();
        int number = before.isEmpty() ? 1 : before.getFirst().number() + 1;
        WholeFile.write(folder.resolve(of + "-" + number + ".json"), text);
        for (Kept old : before.subList(Math.min(before.size(), KEPT - 1), before.size())) {
            Files.deleteIfExists(old.file());
        }
        return number;
    }

    /// The last of each command and workload, the last first. A file that says something else is left out.
    public List<Run> all() {
        Set<String> seen = new HashSet<>();
        List<Run> runs = new ArrayList<>();
        for (Kept kept : files()) {
            List<Run> run = seen.contains(kept.of()) ? List.of() : read(kept.file());
            if (!run.isEmpty()) {
                seen.add(kept.of());
                runs.addAll(run);
            }
        }
        runs.sort(Comparator.comparing(Run::at).reversed());
        return runs;
    }

    /// Every row of every run that is there.
    public List<RunRow> rows() {
        return files().stream().flatMap(kept -> read(kept.file()).stream())
                .flatMap(run -> run.rows().stream().map(row -> row(run, row))).toList();
    }

    private static RunRow row(Run run, Map<String, Object> row) {
        boolean simulated = run.command().equals("simulate");
        Map<String, String> setting = new TreeMap<>();
        Stream.of("workload", "profile", "layout", "writers", "uprobe_rcu").filter(row::containsKey)
                .forEach(name -> setting.put(name, String.valueOf(row.get(name))));
        return new RunRow(run.typed(), simulated, setting, String.valueOf(row.get("strategy")),
                number(row.get(simulated ? "cpus" : "threads")).intValue(),
                number(row.get("ops_per_s")).doubleValue());
    }

    private static Number number(Object value) {
        return value instanceof Number number ? number : 0;
    }

    /// The higher numbers first.
    private List<Kept> files() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.flatMap(Kept::at).sorted(Comparator.comparing(Kept::of).thenComparing(
                    Comparator.comparing(Kept::number).reversed())).toList();
        } catch (IOException gone) {
            return List.of();
        }
    }

    @SuppressWarnings("unchecked")   // what was written is of these types; anything else is left out
    private static List<Run> read(Path file) {
        try {
            Map<String, Object> all = (Map<String, Object>) Json.read(Files.readString(file));
            Map<String, Object> row = ((List<Map<String, Object>>) all.get("rows")).getFirst();
            return List.of(new Run((String) row.get("command"), (String) row.get("typed"),
                    (String) row.get("at"), (String) row.get("machine"),
                    (List<Map<String, Object>>) row.get("rows")));
        } catch (IOException | IllegalArgumentException | ClassCastException | NullPointerException damaged) {
            return List.of();
        }
    }
}
