package faultline.repl.command;

import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import faultline.course.Exercise;
import faultline.course.judge.Report;
import faultline.course.student.Saves;
import faultline.course.student.Studies;
import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.lab.Verdict;
import faultline.repl.text.Answer;
import faultline.repl.text.Row;
import faultline.repl.work.NextStep;
import faultline.repl.work.Reports;
import faultline.repl.work.Screen;
import picocli.CommandLine;

@CommandLine.Command(name = "watch", description = {
        "Checks the current exercise whenever you save.",
        "It ends with the pass, or with Ctrl-C. It works with every editor, and on file systems that do not tell of changes."},
        footer = {"watch", "watch --json"})
final class ExerciseWatch implements Command {
    private final Studies studies;
    private final Reports reports;
    private final Screen screen;

    @Inject ExerciseWatch(Studies studies, Reports reports, Screen screen) {
        this.studies = studies;
        this.reports = reports;
        this.screen = screen;
    }

    @Override public Answer run() {
        Exercise exercise = studies.open();
        int checks = 0;
        try (Saves saves = studies.saves(exercise)) {
            while (true) {
                saves.await();
                checks++;
                Report report = studies.check(exercise);
                if (report.verdict() == Verdict.PASS && report.trouble().isEmpty()) {
                    return reports.answer(exercise, report);
                }
                screen.print(told(exercise, report) + "watching " + studies.place(exercise) + "\n\n");
            }
        } catch (InterruptedException stopped) {
            return new Answer("stopped watching\n" + NextStep.line("check"), List.of(Row.of("checks", checks)
                    .and("next", "check")), Exit.INTERRUPTED, Optional.empty());
        }
    }

    private String told(Exercise exercise, Report report) {
        try {
            return reports.answer(exercise, report).text();
        } catch (Trouble trouble) {
            return trouble.text() + "\n";
        }
    }
}
