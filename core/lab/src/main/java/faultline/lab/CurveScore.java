package faultline.lab;

import java.util.Comparator;
import java.util.List;

/// How well a predicted curve follows a measured one. Each is divided by its own first point, so what is
/// compared is the shape, not how fast a machine is.
///
/// @param meanError     over all points behind the first
/// @param worstError    of them
/// @param worstCpus     where that is
/// @param predictedPeak how many CPUs do most
/// @param measuredPeak  how many did
/// @param predictedKnee from how many CPUs on half of what another CPU should add is lost
/// @param measuredKnee  from how many it was
public record CurveScore(double meanError, double worstError, int worstCpus, int predictedPeak, int measuredPeak,
                         int predictedKnee, int measuredKnee) {

    /// One point of a curve.
    public record Point(int cpus, double perSecond) {
    }

    /// The score of `predicted`, which has the same numbers of CPUs as `measured`, in ascending order.
    public static CurveScore of(List<Point> predicted, List<Point> measured) {
        if (measured.size() < 2 || !cpus(predicted).equals(cpus(measured))) {
            throw new IllegalArgumentException("two curves need the same points, at least two");
        }
        double sum = 0;
        double worst = 0;
        int worstCpus = measured.getFirst().cpus;
        for (int at = 1; at < measured.size(); at++) {
            double error = error(predicted, measured, at);
            sum += error;
            if (error > worst) {
                worst = error;
                worstCpus = measured.get(at).cpus;
            }
        }
        return new CurveScore(sum / (measured.size() - 1), worst, worstCpus, peak(predicted), peak(measured),
                knee(predicted), knee(measured));
    }

    /// By how much point `at` of the prediction is off, in parts of the measured one.
    public static double error(List<Point> predicted, List<Point> measured, int at) {
        double expected = measured.get(at).perSecond / measured.getFirst().perSecond;
        return Math.abs(predicted.get(at).perSecond / predicted.getFirst().perSecond / expected - 1);
    }

    private static List<Integer> cpus(List<Point> curve) {
        return curve.stream().map(Point::cpus).toList();
    }

    private static int peak(List<Point> curve) {
        return curve.stream().max(Comparator.comparingDouble(Point::perSecond)).orElseThrow().cpus;
    }

    private static int knee(List<Point> curve) {
        Point first = curve.getFirst();
        for (int at = 1; at < curve.size(); at++) {
            Point before = curve.get(at - 1);
            Point here = curve.get(at);
            double added = (here.perSecond - before.perSecond) / (here.cpus - before.cpus);
            if (added < first.perSecond / first.cpus / 2) {
                return before.cpus;
            }
        }
        return curve.getLast().cpus;
    }
}
