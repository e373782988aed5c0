package faultline.course;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import faultline.lab.CurveScore.Point;

/// How a curve of operations a second over CPUs looks from afar.
public enum Shape {
    /// The more CPUs, the more is done, to the last.
    RISES,
    /// More at first, then hardly more.
    LEVELS,
    /// Less at the end than before: further CPUs take away.
    FALLS,
    /// Never more than one CPU does, nor much less.
    FLAT;

    private static final double LITTLE = 0.3;     // of what one CPU does
    private static final double LOST = 0.25;      // of the peak
    private static final double FAITHFUL = 0.6;   // of what all CPUs would do if each did what one does

    /// The shape of a curve with two points at least, in ascending order of CPUs.
    public static Shape of(List<Point> curve) {
        Point first = curve.getFirst();
        Point last = curve.getLast();
        double most = curve.stream().mapToDouble(Point::perSecond).max().orElseThrow();
        if (last.perSecond() < (1 - LOST) * most) {
            return FALLS;
        }
        if (most < (1 + LITTLE) * first.perSecond()) {
            return FLAT;
        }
        double all = first.perSecond() / first.cpus() * last.cpus();
        return last.perSecond() >= FAITHFUL * all ? RISES : LEVELS;
    }

    /// As it is typed.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static List<String> typed() {
        return Stream.of(values()).map(Shape::word).toList();
    }
}
