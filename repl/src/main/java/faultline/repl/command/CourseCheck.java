package faultline.repl.command;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import faultline.course.Course;
import faultline.course.judge.Judge;
import faultline.course.judge.Proof;
import faultline.course.judge.Reading;
import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.host.worker.Workers;
import faultline.repl.text.Answer;
import faultline.repl.text.Row;
import faultline.repl.work.NextStep;
import faultline.repl.work.Progress;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "course check", description = {
        "Proves a course: starters fail, solutions pass.",
        "Each wrong answer must fail and earn its own hint, and all texts must fit."},
        footer = {"course check my-course", "course check my-course --json"})
final class CourseCheck implements Command {
    private static final int AT_ONCE = 2;

    private final Workers workers;
    private final Progress progress;

    @Parameters(index = "0", paramLabel = "DIR", description = "The folder of a course.")
    private String folder;

    @Inject CourseCheck(Workers workers, Progress progress) {
        this.workers = workers;
        this.progress = progress;
    }

    @Override public Answer run() {
        Course course = Course.at(OnDisk.path(folder));
        List<String> complaints = new ArrayList<>(Reading.complaints(course));
        Proof proof = new Proof(() -> new Judge(workers::start), AT_ONCE);
        complaints.addAll(proof.complaints(course, exercise -> true, progress::show));
        progress.clear();
        if (Thread.interrupted()) {
            throw new Trouble(Exit.INTERRUPTED, "course check was stopped").next("course check " + folder);
        }
        List<Row> rows = complaints.stream().map(complaint -> Row.of("complaint", complaint)).toList();
        if (!complaints.isEmpty()) {
            return Answer.of("FAIL    " + String.join("\n        ", complaints) + "\n"
                    + NextStep.line("course check " + folder), rows).failed();
        }
        return Answer.of("PASS    " + course.exercises().size() + (course.exercises().size() == 1 ? " exercise does"
                : " exercises do") + " what " + (course.exercises().size() == 1 ? "it says\n" : "they say\n")
                + NextStep.line("course use " + folder), rows);
    }
}
