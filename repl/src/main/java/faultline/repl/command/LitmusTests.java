package faultline.repl.command;

import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.lab.litmus.Litmus;
import faultline.lab.litmus.LitmusResult;
import faultline.lab.litmus.LitmusResult.Verdict;
import faultline.repl.text.Answer;
import faultline.repl.text.Row;
import faultline.repl.text.Table;
import faultline.repl.text.Wrapped;
import faultline.repl.work.Progress;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/// Nothing of a student runs in a litmus test, so it is decided here and not in a worker.
@CommandLine.Command(name = "litmus",
        description = "Decides C litmus tests as the kernel's memory model does.",
        footer = {"litmus MP+pooncerelease+poacquireonce.litmus", "litmus tests --json"})
final class LitmusTests implements Command {
    private final Progress progress;

    @Parameters(index = "0..*", arity = "1..*", paramLabel = "FILE|DIR",
            description = "A test, or a folder of them: all its files that end in .litmus, however deep.")
    private List<String> places;

    @Inject LitmusTests(Progress progress) {
        this.progress = progress;
    }

    /// @param name the path under the folder that was asked for
    private record Test(String name, Path file) {}

    /// @param shown the test's path
    private record Decided(String shown, LitmusResult result) {}

    @Override public Answer run() {
        List<Test> tests = places.stream().flatMap(place -> tests(Path.of(place))).toList();
        List<Decided> decided = new ArrayList<>();
        for (Test test : tests) {
            if (Thread.currentThread().isInterrupted()) {
                break;
            }
            progress.show(test.name(), decided.size(), tests.size());
            decided.add(new Decided(test.name(), decide(test)));
        }
        progress.clear();
        boolean one = tests.size() == 1 && decided.size() == 1;
        String text = one ? decided.getFirst().result().text() : table(decided);
        Answer answer = Answer.of(text, decided.stream().map(LitmusTests::row).toList());
        if (Thread.currentThread().isInterrupted()) {
            return answer.cut(new Trouble(Exit.INTERRUPTED,
                    "litmus: stopped in test " + decided.size() + " of " + tests.size()));
        }
        boolean all = decided.stream().allMatch(each -> each.result().isDecided());
        return all ? answer : new Answer(answer.text(), answer.rows(), Exit.INCONCLUSIVE, answer.trouble());
    }

    private static Stream<Test> tests(Path place) {
        if (Files.isRegularFile(place)) {
            return Stream.of(new Test(place.toString(), place));
        }
        if (!Files.isDirectory(place)) {
            throw new Trouble(Exit.USAGE, "litmus: there is no '" + place + "'");
        }
        try (Stream<Path> files = Files.walk(place)) {
            List<Test> found = files.filter(file -> file.toString().endsWith(".litmus") && Files.isRegularFile(file))
                    .map(file -> new Test(relative(place, file), file))
                    .sorted((a, b) -> a.name().compareTo(b.name())).toList();
            if (found.isEmpty()) {
                throw new Trouble(Exit.USAGE, "litmus: no file in '" + place + "' ends in .litmus");
            }
            return found.stream();
        } catch (IOException | java.io.UncheckedIOException e) {
            throw new Trouble(Exit.USAGE, "litmus: '" + place + "' cannot be read").why(e.getMessage());
        }
    }

    private static String relative(Path folder, Path file) {
        return folder.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
    }

    private static LitmusResult decide(Test test) {
        try {
            return Litmus.run(test.file());
        } catch (IOException e) {
            throw new Trouble(Exit.USAGE, "litmus: '" + test.file() + "' cannot be read").why(e);
        }
    }

    private static Row row(Decided each) {
        LitmusResult result = each.result();
        return Row.of("test", each.shown()).and("verdict", result.isDecided() ? result.verdict().word() : null)
                .and("states", result.states().size()).and("executions", result.executions())
                .and("seconds", Math.round(result.seconds() * 1e4) / 1e4).and("unsupported", result.unsupported())
                .and("flags", result.flags());
    }

    private static String table(List<Decided> decided) {
        Table table = new Table().words("test").words("verdict").numbers("states").numbers("executions")
                .numbers("seconds").words("");
        StringBuilder reasons = new StringBuilder();
        for (Decided each : decided) {
            LitmusResult result = each.result();
            table.row(each.shown(), result.isDecided() ? result.verdict().word() : "unsupported",
                    Integer.toString(result.states().size()), Long.toString(result.executions()),
                    String.format(Locale.ROOT, "%.2f", result.seconds()), String.join(", ", result.flags()));
            if (!result.isDecided()) {
                reasons.append(Wrapped.text("", "  ", each.shown() + ": " + result.unsupported()));
            }
        }
        return table + "\n" + (reasons.isEmpty() ? "" : reasons + "\n") + summary(decided);
    }

    private static String summary(List<Decided> decided) {
        StringBuilder line = new StringBuilder(decided.size() + (decided.size() == 1 ? " test" : " tests"));
        for (Verdict verdict : Verdict.values()) {
            line.append(", ").append(decided.stream().filter(d -> d.result().verdict() == verdict).count())
                    .append(' ').append(verdict.word());
        }
        return line.append(", ").append(decided.stream().filter(d -> !d.result().isDecided()).count())
                .append(" unsupported\n").toString();
    }
}
