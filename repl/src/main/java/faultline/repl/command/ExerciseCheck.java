package faultline.repl.command;

import jakarta.inject.Inject;
import faultline.course.Exercise;
import faultline.course.student.Studies;
import faultline.repl.text.Answer;
import faultline.repl.work.Reports;
import picocli.CommandLine;

@CommandLine.Command(name = "check", aliases = "c", description = {
        "Whether what you have of the current exercise holds.",
        "The first property that fails is told, with the run in which it does."},
        footer = {"check", "check --json"})
final class ExerciseCheck implements Command {
    private final Studies studies;
    private final Reports reports;

    @Inject ExerciseCheck(Studies studies, Reports reports) {
        this.studies = studies;
        this.reports = reports;
    }

    @Override public Answer run() {
        Exercise exercise = studies.open();
        return reports.answer(exercise, studies.check(exercise));
    }
}
