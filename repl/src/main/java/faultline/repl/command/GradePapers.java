package faultline.repl.command;

import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import faultline.course.Course;
import faultline.course.Exercise;
import faultline.course.grade.Assignment;
import faultline.course.grade.Format;
import faultline.course.grade.Grade;
import faultline.course.grade.Paper;
import faultline.course.grade.Papers;
import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.lab.Verdict;
import faultline.repl.text.Answer;
import faultline.repl.text.Json;
import faultline.repl.text.Row;
import faultline.repl.work.Grading;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "grade", description = {
        "Grades what students handed in.",
        "A folder is one student's, or holds a folder for each. Each paper is built and run in a worker of its "
                + "own, and the same papers give the same report. One that goes on for ever is stopped "
                + "after 120 s, or as --time-limit SECONDS says, and not graded."},
        footer = {"grade handed-in --exercise first-plugin",
                "grade handed-in --assignment week2.toml --format csv"})
final class GradePapers implements Command {
    private final Grading grading;

    @Parameters(index = "0..*", arity = "1..*", paramLabel = "DIR", description = "Where the papers lie.")
    private List<String> folders;

    @Option(names = "--exercise", paramLabel = "ID", completionCandidates = ExerciseNames.class,
            description = "Which "
            + "exercise they are for; by default those that folders are named after.")
    private String exercise;

    @Option(names = "--assignment", paramLabel = "FILE", description = "Exercises, points and the due date.")
    private String assignment;

    @Option(names = "--course", paramLabel = "DIR",
            description = "The course; by default the one that comes with "
            + "Faultline.")
    private String course;

    @Option(names = "--format", paramLabel = "FORMAT", completionCandidates = Formats.class,
            description = "text, json, csv, junit, gradescope or tap; text by default.")
    private String typed = Format.TEXT.typed();

    @Option(names = "--for-students", description = "Tell nothing about hidden properties.")
    private boolean forStudents;

    /// What completion offers.
    static final class Formats implements Iterable<String> {
        @Override public Iterator<String> iterator() {
            return Format.allTyped().iterator();
        }
    }

    @Inject GradePapers(Grading grading) {
        this.grading = grading;
    }

    @Override public Answer run() {
        Format format = Format.of(typed);
        Course from = course == null ? Course.builtIn() : Course.at(OnDisk.path(course));
        Optional<Assignment> said = assignment == null ? Optional.empty()
                : Optional.of(Assignment.read(OnDisk.path(assignment), from));
        List<Exercise> asked = exercise != null ? List.of(named(from)) : said.map(one -> one.exercises(from))
                .orElse(List.of());
        List<Path> places = folders.stream().map(OnDisk::path).toList();
        Papers handedIn = new Papers(from, asked);
        List<Paper> papers = format == Format.GRADESCOPE && places.size() == 1 && !asked.isEmpty()
                ? handedIn.ofOne(places.getFirst()) : handedIn.in(places);
        if (format == Format.GRADESCOPE && papers.stream().map(Paper::student).distinct().count() > 1) {
            throw new Trouble(Exit.USAGE, "a report for Gradescope is of one student")
                    .why("here are papers of " + papers.getFirst().student() + " and "
                            + papers.getLast().student())
                    .next("grade " + String.join(" ", folders) + " --format csv");
        }
        Grading.Result result = grading.run(said.orElseGet(() -> Assignment.of(asked)), papers);
        List<Grade> grades = result.grades().stream()
                .map(grade -> forStudents ? grade.withoutHidden() : grade).toList();
        Answer answer = Answer.of(format.write(grades), grades.stream().map(GradePapers::row).toList());
        if (format == Format.JSON) {
            answer = Answer.of(Json.of("grade", answer) + "\n", answer.rows());
        }
        if (result.cut().isPresent()) {
            return answer.cut(result.cut().get());
        }
        return grades.stream().allMatch(Grade::hasScore) ? answer
                : new Answer(answer.text(), answer.rows(), Exit.INCONCLUSIVE, Optional.empty());
    }

    private Exercise named(Course from) {
        return from.find(exercise)
                .orElseThrow(() -> new Trouble(Exit.USAGE, "no exercise is named '" + exercise + "'")
                .next("exercises"));
    }

    private static Row row(Grade grade) {
        return Row.of("student", grade.student()).and("exercise", grade.exercise())
                .and("grading", grade.ending().words()).and("score", grade.hasScore() ? grade.score() : null)
                .and("out_of", grade.outOf()).and("late", grade.late())
                .and("simulated_mops", grade.rank() > 0 ? grade.rank() : null).and("reason", grade.reason())
                .and("told", grade.told())
                .and("items", grade.items().stream().map(GradePapers::row).toList());
    }

    private static Row row(Grade.Item item) {
        return Row.of("id", item.id()).and("says", item.says()).and("verdict", item.verdict().name())
                .and("earned", item.earned())
                .and("points", item.verdict() == Verdict.UNKNOWN ? 0.0 : item.points())
                .and("what", item.what()).and("hidden", item.hidden());
    }
}
