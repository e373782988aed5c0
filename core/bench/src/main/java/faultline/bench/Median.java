package faultline.bench;

import java.util.List;
import java.util.Locale;

/// The median of what rounds gave, and between which two of them the true one lies in 95 of 100 cases. That
/// takes the rounds for independent and nothing else: the true median is above a round as often as below, so
/// how many lie below it counts like the heads of thrown coins.
///
/// Rounds in which no window counted are left out.
///
/// @param value `NaN` if no round is left
/// @param low   lower end; `NaN` below six rounds, which cannot be that sure
/// @param high  upper end
record Median(double value, double low, double high) {
    private static final double UNLIKELY = 0.025;   // at either end

    static Median of(List<Double> rounds) {
        double[] sorted = rounds.stream().mapToDouble(Double::doubleValue)
                .filter(round -> !Double.isNaN(round)).sorted().toArray();
        int count = sorted.length;
        if (count == 0) {
            return new Median(Double.NaN, Double.NaN, Double.NaN);
        }
        double value = (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
        int outside = outside(count);
        return outside == 0 ? new Median(value, Double.NaN, Double.NaN)
                : new Median(value, sorted[outside - 1], sorted[count - outside]);
    }

    /// The most rounds at one end such that the true median lies beyond the last of them unlikely enough.
    private static int outside(int count) {
        double exactly = Math.pow(0.5, count);   // so many coins all tails, then one head, two …
        double atMost = exactly;
        int heads = 0;
        while (atMost <= UNLIKELY) {
            exactly *= (double) (count - heads) / (heads + 1);
            atMost += exactly;
            heads++;
        }
        return heads;
    }

    /// As `0.970 (0.897 to 1.030)`.
    @Override public String toString() {
        return Double.isNaN(low) ? String.format(Locale.ROOT, "%.3f", value)
                : String.format(Locale.ROOT, "%.3f (%.3f to %.3f)", value, low, high);
    }
}
