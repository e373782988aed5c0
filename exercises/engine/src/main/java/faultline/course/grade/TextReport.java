package faultline.course.grade;

import java.util.List;
import faultline.course.grade.Grade.Item;
import faultline.lab.Verdict;

/// A line for each paper, and below it what keeps it from full marks.
///
/// ```
/// ada   first-plugin  3 of 3   71.42 M/s
/// bob   first-plugin  0 of 3, refused: FirstLock.java:14: java.lang.System.exit: the JVM is not a …
/// cleo  first-plugin  2 of 3
///       munmap        a fault beside a munmap leaves nothing mapped
///                     an entry is left behind
/// ```
final class TextReport {
    private TextReport() {
    }

    static String of(List<Grade> grades) {
        int student = width(grades.stream().map(Grade::student).toList());
        int exercise = width(grades.stream().map(Grade::exercise).toList());
        StringBuilder text = new StringBuilder();
        for (Grade grade : grades) {
            text.append(padded(grade.student(), student)).append(padded(grade.exercise(), exercise))
                    .append(Figures.standing(grade)).append(grade.late() ? ", late" : "")
                    .append(grade.rank() > 0 ? "   " + Figures.of(grade.rank()) + " M/s" : "").append('\n');
            if (grade.told().size() > 1) {
                grade.told().stream().skip(1).forEach(line -> text.append(" ".repeat(student)).append("  ")
                        .append(line).append('\n'));
            }
            if (grade.ending() == Grade.Ending.GRADED || grade.ending() == Grade.Ending.ENDED) {
                grade.items().stream().filter(item -> item.verdict() != Verdict.PASS)
                        .forEach(item -> append(text, item, student, exercise));
            }
        }
        return text.toString();
    }

    private static void append(StringBuilder text, Item item, int student, int exercise) {
        String open = item.verdict() == Verdict.UNKNOWN ? " (open: it counts in neither figure)" : "";
        text.append(" ".repeat(student)).append(padded(item.id(), exercise)).append(item.says()).append(open)
                .append('\n');
        if (!item.what().isEmpty()) {
            text.append(" ".repeat(student + exercise)).append(item.what()).append('\n');
        }
    }

    private static int width(List<String> names) {
        return names.stream().mapToInt(String::length).max().orElse(0) + 2;
    }

    private static String padded(String text, int width) {
        return text.length() >= width ? text + "  " : text + " ".repeat(width - text.length());
    }
}
