package faultline.repl.command;

import faultline.host.Exit;
import faultline.host.explore.ExploreJob.Explored;
import faultline.lab.Verdict;
import faultline.repl.text.Answer;
import faultline.repl.text.Row;
import faultline.repl.text.Table;
import faultline.repl.text.Wrapped;
import faultline.repl.work.FailureFile;
import java.util.List;
import java.util.Locale;

/// How explorations are told: a line for each scenario, a verdict, and the report of what failed.
final class Found {
    private Found() {
    }

    static Verdict verdict(Explored one) {
        return !one.failure().isEmpty() ? Verdict.FAIL : one.isComplete() ? Verdict.PASS : Verdict.UNKNOWN;
    }

    static Verdict verdict(List<Explored> all, int wanted) {
        if (all.stream().anyMatch(one -> verdict(one) == Verdict.FAIL)) {
            return Verdict.FAIL;
        }
        boolean whole = all.size() >= wanted && all.stream().allMatch(one -> verdict(one) == Verdict.PASS);
        return whole ? Verdict.PASS : Verdict.UNKNOWN;
    }

    static Exit exit(Verdict verdict) {
        return switch (verdict) {
            case PASS -> Exit.GOOD;
            case FAIL -> Exit.FAILED;
            case UNKNOWN -> Exit.INCONCLUSIVE;
        };
    }

    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number).replace(',', ' ');
    }

    /// @param wanted how many scenarios there were to explore
    static Answer answer(String subject, List<Explored> all, int wanted) {
        StringBuilder text = new StringBuilder();
        if (wanted > 1) {
            Table table = new Table().words("scenario").words("verdict").words("covered");
            all.forEach(one -> table.row(one.scenario(), verdict(one).toString(), covered(one)));
            text.append(table).append('\n');
        }
        Verdict verdict = verdict(all, wanted);
        Explored last = all.getLast();
        String name = subject.startsWith(last.scenario()) ? subject : subject + ", " + last.scenario();
        String told = switch (verdict) {
            case FAIL -> name + ": " + covered(last);
            case PASS -> all.size() == 1 ? name + ": " + covered(last) : subject + ": no failure in all "
                    + number(executions(all)) + " executions of " + all.size() + " scenarios";
            case UNKNOWN -> wanted == 1 ? name + ": " + covered(last) : subject + ": no failure in "
                    + number(executions(all)) + " executions; "
                    + (wanted - all.stream().filter(each -> verdict(each) == Verdict.PASS).count()) + " of " + wanted
                    + " scenarios were not looked through";
        };
        text.append(Wrapped.text("", "  ", verdict + "  " + told));
        all.stream().flatMap(one -> one.failure().stream()).forEach(one -> text.append('\n').append(one.report()));
        if (verdict != Verdict.FAIL && wanted == 1) {
            text.append(outcomes(all));
        }
        Answer answer = Answer.of(text.toString(), all.stream().map(Found::row).toList());
        return new Answer(answer.text(), answer.rows(), exit(verdict), answer.trouble());
    }

    private static String outcomes(List<Explored> all) {
        StringBuilder text = new StringBuilder();
        for (Explored one : all) {
            Table table = new Table().words("").numbers("");
            one.outcomes().forEach((outcome, count) -> table.row("  saw " + (outcome.isEmpty() ? "nothing" : outcome),
                    number(count)));
            text.append(one.outcomes().isEmpty() ? "" : table);
        }
        return text.toString();
    }

    static String covered(Explored one) {
        return one.covered() + (one.seed() < 0 ? "" : ", seed " + one.seed());
    }

    static long executions(List<Explored> all) {
        return all.stream().mapToLong(Explored::executions).sum();
    }

    static Row row(Explored one) {
        return Row.of("scenario", one.scenario()).and("verdict", verdict(one).toString())
                .and("covered", covered(one)).and("executions", one.executions()).and("complete", one.isComplete())
                .and("seed", one.seed() < 0 ? null : one.seed())
                .and("outcomes", one.outcomes().entrySet().stream()
                        .map(each -> Row.of("saw", each.getKey()).and("executions", each.getValue())).toList())
                .and("failure", one.failure().isEmpty() ? null : FailureFile.row(one.failure().getFirst()));
    }
}
