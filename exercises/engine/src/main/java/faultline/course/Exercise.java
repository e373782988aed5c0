package faultline.course;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import faultline.lab.Scenario;
import faultline.lab.Scenarios;

/// One exercise, as its folder has it.
///
/// ```
/// 01-first-plugin/
///   exercise.toml      what it asks and checks
///   lesson.md          one screen
///   explanation.md     after the pass: what holds now, and up to which bound
///   real-kernel.md     the kernel's function or commit
///   starter/           what a student begins with
///   solution/          what changes; the rest is the starter's
///   wrong/NAME/        the same, wrongly
///   frame/             the exercise's own scenarios, which nobody changes
/// ```
///
/// @param track  the title of its track
/// @param number of its track and of itself, as `0.1`
public record Exercise(Path folder, String track, String number, Manifest manifest) {

    public String id() {
        return manifest.id();
    }

    public String lesson() {
        return text("lesson.md");
    }

    public String explanation() {
        return text("explanation.md");
    }

    public String realKernel() {
        return text("real-kernel.md");
    }

    /// What a student begins with.
    public Submission starter() {
        return Submission.of(folder.resolve("starter"));
    }

    public Submission solution() {
        return starter().with(Submission.of(folder.resolve("solution")));
    }

    public Submission wrong(String name) {
        return starter().with(Submission.of(folder.resolve("wrong").resolve(name)));
    }

    /// The files that nobody but the exercise may change.
    public Submission frame() {
        return Submission.of(folder.resolve("frame"));
    }

    /// What its own scenarios are called, as its checks and questions name them. Those of hidden checks are
    /// not told.
    public List<String> scenarios() {
        Stream<String> checked = manifest.check().stream().filter(check -> !check.hidden())
                .map(check -> Manifest.said(check.scenario()));
        Stream<Truth> truths = asks().stream().flatMap(ask -> Stream.concat(Stream.of(ask.truth()),
                ask.again().stream().map(Ask.Again::truth).filter(truth -> truth != null)))
                .filter(truth -> truth.strategies().isEmpty());
        Set<String> given = Stream.concat(Scenarios.plain().stream().map(Scenario::name),
                Scenarios.names().stream()).collect(Collectors.toSet());
        return Stream.concat(checked, truths.map(Truth::explore))
                .filter(name -> !name.isEmpty() && !given.contains(name)).distinct().toList();
    }

    /// Predictions, then what is asked afterwards.
    public List<Ask> asks() {
        return Stream.concat(manifest.predict().stream(), manifest.answer().stream()).toList();
    }

    public Optional<Ask> ask(String id) {
        return asks().stream().filter(ask -> ask.id().equals(id)).findFirst();
    }

    /// The hint for what broke, as it was told: the first that fits.
    public Optional<Manifest.Hint> hintFor(String property, String told) {
        return manifest.hint().stream()
                .filter(hint -> hint.property().isEmpty() || hint.property().equals(property))
                .filter(hint -> Pattern.compile(hint.when()).matcher(told).find()).findFirst();
    }

    private String text(String name) {
        try {
            return Undisturbed.read(folder.resolve(name));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
