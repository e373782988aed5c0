package faultline.repl.work;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import faultline.course.Ask;
import faultline.course.Exercise;
import faultline.course.judge.Mark;
import faultline.course.judge.Report;
import faultline.course.student.Studies;
import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.lab.Verdict;
import faultline.repl.text.Answer;
import faultline.repl.text.Row;
import faultline.repl.text.Wrapped;

/// How a report is told: the one property that fails, in the exercise's words; then the run; then what to type.
///
/// ```
/// FAIL  whoever sees the flag sees the data
///   saw 10, possible is 00 / 01 / 11
///
///   step  cpu0 sender …
///
/// 1 of 2 properties holds
/// next: hint
/// ```
public final class Reports {
    private final Studies studies;
    private final NextStep next;

    @Inject Reports(Studies studies, NextStep next) {
        this.studies = studies;
        this.next = next;
    }

    public Answer answer(Exercise exercise, Report report) {
        return answer(exercise, report, "");
    }

    /// @param more what there is to say besides, in whole lines
    public Answer answer(Exercise exercise, Report report, String more) {
        if (report.trouble().isPresent()) {
            Trouble why = report.trouble().get();
            throw new Trouble(why.exit(), why.what(), why.why(), why.where(), "check");
        }
        List<Row> rows = new ArrayList<>();
        String step = step(exercise, report);
        for (Mark mark : report.marks()) {
            rows.add(Row.of("id", mark.id()).and("says", mark.says())
                    .and("verdict", mark.verdict().name().toLowerCase(Locale.ROOT)).and("what", mark.what())
                    .and("token", mark.token()).and("bound", mark.bound()).and("next", step));
        }
        String text = report.first().map(mark -> repaired(exercise, report) + failed(report, mark))
                .orElseGet(() -> passed(exercise, report))
                + more + NextStep.line(step);
        Exit exit = switch (report.verdict()) {
            case PASS -> Exit.GOOD;
            case FAIL -> Exit.FAILED;
            case UNKNOWN -> Exit.INCONCLUSIVE;
        };
        return new Answer(text, rows, exit, Optional.empty());
    }

    private String step(Exercise exercise, Report report) {
        if (report.verdict() == Verdict.PASS) {
            return "explain";
        }
        if (report.verdict() == Verdict.UNKNOWN) {
            return "check";
        }
        Optional<Ask> waits = report.first().flatMap(mark -> exercise.ask(mark.id()));
        if (waits.isPresent() && studies.submission(exercise).answer(waits.get().id()).isEmpty()) {
            return "answer " + waits.get().id();
        }
        Ask again = waits.map(ask -> ask.followUp(studies.submission(exercise).seed())).orElse(null);
        if (again != null && studies.submission(exercise).answer(again.id()).isEmpty()) {
            return "predict " + again.id();
        }
        return "hint";
    }

    /// Where only what was predicted or answered is wrong: the code is not. Empty where there is nothing to say.
    private static String repaired(Exercise exercise, Report report) {
        List<Mark> code = report.marks().stream().filter(mark -> exercise.ask(mark.id()).isEmpty()).toList();
        boolean holds = !code.isEmpty() && code.stream().allMatch(mark -> mark.verdict() == Verdict.PASS);
        return holds && report.verdict() == Verdict.FAIL
                ? Wrapped.text("", "  ", "Your code holds. What is left is not about it:") + "\n" : "";
    }

    private static String failed(Report report, Mark mark) {
        StringBuilder text = new StringBuilder(Wrapped.text("%-8s".formatted(mark.verdict()), "        ",
                mark.says()));
        if (!mark.what().isEmpty() && mark.run().stream().noneMatch(line -> line.endsWith(mark.what()))) {
            text.append(Wrapped.text("  ", "  ", mark.what()));
        }
        if (!mark.run().isEmpty()) {
            text.append('\n');
            boolean asked = report.exercise().ask(mark.id()).filter(ask -> ask.form() != Ask.Form.TOKEN)
                    .isPresent();   // words then, else a table
            mark.run().forEach(line -> text.append(asked ? Wrapped.text("  ", "    ", line)
                    : line.isEmpty() ? "\n" : "  " + line + "\n"));
        }
        if (mark.verdict() == Verdict.UNKNOWN) {
            text.append(Wrapped.text("  ", "  ", mark.bound())).append(Wrapped.text("  ", "  ",
                    "Not all was looked at, so nothing is said, and it costs you nothing. Make it do less, then "
                            + "check again."));
        }
        long hold = report.marks().stream().filter(one -> one.verdict() == Verdict.PASS).count();
        return text.append('\n').append(hold).append(" of ").append(report.marks().size())
                .append(hold == 1 ? " properties holds\n" : " properties hold\n").toString();
    }

    private static String passed(Exercise exercise, Report report) {
        StringBuilder text = new StringBuilder("PASS    ").append(exercise.manifest().title()).append('\n');
        for (Mark mark : report.marks()) {
            text.append(Wrapped.text("  ", "    ", mark.says() + (mark.bound().isEmpty() ? "" : ": " + mark.bound())));
        }
        return text.toString();
    }
}
