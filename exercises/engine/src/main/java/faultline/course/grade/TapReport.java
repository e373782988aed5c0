package faultline.course.grade;

import java.util.List;
import java.util.stream.Collectors;
import faultline.course.grade.Grade.Ending;
import faultline.course.grade.Grade.Item;
import faultline.lab.Verdict;

/// Test Anything Protocol: a line for each property, and one where grading ended early.
final class TapReport {
    private final StringBuilder text = new StringBuilder();
    private int number;

    private TapReport() {
    }

    static String of(List<Grade> grades) {
        TapReport report = new TapReport();
        grades.forEach(report::add);
        return "TAP version 14\n1.." + report.number + "\n" + report.text;
    }

    private void add(Grade grade) {
        String whose = grade.student() + " " + grade.exercise() + " ";
        for (Item item : grade.items()) {
            point(item.verdict() != Verdict.FAIL, whose + item.id(), item.verdict() == Verdict.UNKNOWN
                    ? " # SKIP open" : "", item.what());
        }
        if (grade.ending() != Ending.GRADED) {
            point(false, whose + "grading", "", grade.ending().words() + ": " + grade.reason());
        }
    }

    private void point(boolean good, String name, String directive, String what) {
        number++;
        text.append(good ? "ok " : "not ok ").append(number).append(" - ").append(escaped(name))
                .append(directive)
                .append('\n');
        if (!what.isEmpty()) {
            text.append(what.lines().map(line -> "# " + line + "\n").collect(Collectors.joining()));
        }
    }

    private static String escaped(String name) {
        return name.replace("\\", "\\\\").replace("#", "\\#");
    }
}
