package faultline.course.judge;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import faultline.course.Check;
import faultline.course.Figure;
import faultline.host.check.Evidence;
import faultline.lab.Verdict;

/// Holds what was found out about a student's code against what a check wants.
final class Checks {
    private Checks() {
    }

    static Mark mark(Check check, Evidence found, Optional<Evidence> other) {
        if (check.kind() == Check.Kind.EXPLORE && found.verdict() == Verdict.UNKNOWN && check.bounded()
                && found.what().isEmpty()) {
            return mark(check, found, Verdict.PASS, "");
        }
        if (check.kind() != Check.Kind.SIMULATE || found.verdict() != Verdict.PASS) {
            return mark(check, found, found.verdict(), found.what());
        }
        if (!check.is().isEmpty()) {
            String is = Answer.text(check.figure(), found.rows());
            boolean right = is.equals(check.is());
            return mark(check, found, right ? Verdict.PASS : Verdict.FAIL,
                    right ? "" : name(check.figure()) + " is " + is + ", not " + check.is());
        }
        double figure = figure(check, found, other);
        String told = told(check.figure(), figure) + (other.isPresent() ? " times that of " + check.against() : "");
        if (isTooLittle(check, figure)) {
            return mark(check, found, Verdict.FAIL, told + ", less than " + check.atLeast());
        }
        if (isTooMuch(check, figure)) {
            return mark(check, found, Verdict.FAIL, told + ", more than " + check.atMost());
        }
        return new Mark(check.id(), check.says(), Verdict.PASS, "", List.of(), "", "", told, check.points(),
                check.hidden());
    }

    /// Of what was simulated; where it is scored against another, in parts of that one's.
    static double figure(Check check, Evidence found, Optional<Evidence> other) {
        return Answer.number(check.figure(), found.rows())
                / other.map(evidence -> Answer.number(check.figure(), evidence.rows())).orElse(1.0);
    }

    static boolean isEnough(Check check, double figure) {
        return !isTooLittle(check, figure) && !isTooMuch(check, figure);
    }

    private static boolean isTooLittle(Check check, double figure) {
        return check.atLeast() != null && figure < check.atLeast();
    }

    private static boolean isTooMuch(Check check, double figure) {
        return check.atMost() != null && figure > check.atMost();
    }

    private static String told(Figure figure, double value) {
        return String.format(Locale.ROOT, "%s is %.3g", name(figure), value);
    }

    private static String name(Figure figure) {
        return switch (figure) {
            case MILLIONS -> "the rate in M/s";
            case RATIO -> "the last row in parts of the first";
            case WRITES -> "the rate of writes in k/s";
            case LONGEST_WRITE -> "the longest write in us";
            case SHAPE -> "the shape of the curve";
            case TOP_LINE -> "the dearest line";
            case ORDER -> "the order";
        };
    }

    private static Mark mark(Check check, Evidence found, Verdict verdict, String what) {
        return new Mark(check.id(), check.says(), verdict, what,
                verdict == Verdict.PASS ? List.of() : found.run().lines().toList(), found.advice(), found.token(), found.bound(),
                check.points(), check.hidden());
    }
}
