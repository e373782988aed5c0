package faultline.lab.bench;

import java.util.List;
import java.util.stream.IntStream;

/// The logarithm of a rate, or of the ratio of two, and how sure it is.
///
/// **What varies.** Windows of one JVM agree with each other better than two JVMs do: each compiles a little
/// differently and lays its memory out differently. So the error is taken from the forks. Two forks alone
/// would say little about how much forks differ, one nothing at all; therefore what they say is weighed
/// against what is known of rows on other days, [#QUIET_SPREAD], which counts as much as [#KNOWN_DEGREES]
/// differences between forks. What the windows of a fork leave uncertain about its own rate comes on top of
/// that.
///
/// **What is not promised.** Where forks differ much more than that and there are only two, the interval is
/// too small.
///
/// @param middle  the logarithm
/// @param error   its standard error
/// @param degrees of freedom that the error has
record Estimate(double middle, double error, int degrees) {
    /// By how much (standard deviation, of the logarithm) one row differs from JVM to JVM where no window was
    /// disturbed. Measured on two processors beside other work: 0.06 to 0.19; on a host whose speed changes
    /// by a third from minute to minute 0.14, where 0.08 here called 2 of 20 rows different from themselves.
    static final double QUIET_SPREAD = 0.10;

    /// The same for disturbed rows, whose figures are mostly about the neighbours.
    static final double DISTURBED_SPREAD = 0.30;

    /// The same for rows that were not warm.
    static final double COLD_SPREAD = 0.20;

    static final int KNOWN_DEGREES = 6;

    /// The rate of a row.
    static Estimate rate(List<Fork> forks) {
        double[] logs = logs(forks);
        return of(logs, spread(forks), windowVariance(forks));
    }

    /// The ratio of a row to another. Forks that ran in the same turn are compared with each other, so that
    /// what the machine did to both cancels.
    static Estimate ratio(List<Fork> forks, List<Fork> base) {
        double known = Math.hypot(spread(forks), spread(base));
        double[] over = logs(forks);
        double[] under = logs(base);
        double windows = windowVariance(forks) + windowVariance(base);
        if (over.length == under.length) {
            return of(IntStream.range(0, over.length).mapToDouble(i -> over[i] - under[i]).toArray(), known,
                    windows);
        }
        Estimate first = rate(forks);
        Estimate second = rate(base);
        return new Estimate(first.middle - second.middle, Math.hypot(first.error, second.error),
                Math.min(first.degrees, second.degrees));
    }

    /// Lower and upper end of what holds the true value with this confidence: rates, not logarithms.
    double low(double confidence) {
        return Math.exp(middle - Student.quantile(confidence, degrees) * error);
    }

    double high(double confidence) {
        return Math.exp(middle + Student.quantile(confidence, degrees) * error);
    }

    private static Estimate of(double[] logs, double known, double windowVariance) {
        double middle = mean(logs);
        double squares = 0;
        for (double log : logs) {
            squares += (log - middle) * (log - middle);
        }
        int degrees = KNOWN_DEGREES + logs.length - 1;
        double variance = (KNOWN_DEGREES * (known * known + windowVariance) + squares) / degrees;
        return new Estimate(middle, Math.sqrt(variance / logs.length), degrees);
    }

    /// The variance that the windows of one fork leave in its rate, on the average over forks.
    private static double windowVariance(List<Fork> forks) {
        return forks.stream().mapToDouble(fork -> {
            double[] logs = fork.rates().stream().mapToDouble(Math::log).toArray();
            double middle = mean(logs);
            double squares = 0;
            for (double log : logs) {
                squares += (log - middle) * (log - middle);
            }
            return logs.length == 1 ? 0 : squares / (logs.length - 1) / logs.length;
        }).average().orElseThrow();
    }

    private static double spread(List<Fork> forks) {
        return forks.stream().anyMatch(Fork::disturbed) ? DISTURBED_SPREAD
                : forks.stream().allMatch(Fork::warm) ? QUIET_SPREAD : COLD_SPREAD;
    }

    private static double[] logs(List<Fork> forks) {
        return forks.stream().mapToDouble(fork -> Math.log(fork.rate())).toArray();
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
