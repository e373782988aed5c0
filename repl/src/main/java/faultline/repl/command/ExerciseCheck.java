package faultline.repl.command;

import jakarta.inject.Inject;
import faultline.course.Exercise;
import faultline.course.judge.Report;
import faultline.course.student.Studies;
import faultline.repl.text.Answer;
import faultline.repl.work.OwnLocks;
import faultline.repl.work.Reports;
import picocli.CommandLine;

@CommandLine.Command(name = "check", aliases = "c", description = {
        "Whether what you have of the current exercise holds.",
        "The first property that fails is told, with the run in which it does."},
        footer = {"check", "check --json"})
final class ExerciseCheck implements Command {
    private final Studies studies;
    private final Reports reports;
    private final OwnLocks own;

    @Inject ExerciseCheck(Studies studies, Reports reports, OwnLocks own) {
        this.studies = studies;
        this.reports = reports;
        this.own = own;
    }

    @Override public Answer run() {
        Exercise exercise = studies.open();
        Report report = studies.check(exercise);
        return reports.answer(exercise, report, own.load(exercise, report));
    }
}
