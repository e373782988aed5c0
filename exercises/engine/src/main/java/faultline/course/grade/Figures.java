package faultline.course.grade;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// Figures as reports print them: at most two places, and none that is zero.
final class Figures {
    private static final int PLACES = 2;

    private Figures() {
    }

    static double rounded(double figure) {
        return BigDecimal.valueOf(figure).setScale(PLACES, RoundingMode.HALF_UP).doubleValue();
    }

    static String of(double figure) {
        return BigDecimal.valueOf(figure).setScale(PLACES, RoundingMode.HALF_UP).stripTrailingZeros()
                .toPlainString();
    }

    /// How a grade stands, in words: `3 of 4`, or why there is no such thing.
    static String standing(Grade grade) {
        String score = of(grade.score()) + " of " + of(grade.outOf());
        return switch (grade.ending()) {
            case GRADED -> score;
            case NOT_GRADED -> "not graded: " + grade.reason();
            default -> score + ", " + grade.ending().words() + ": " + grade.reason();
        };
    }
}
