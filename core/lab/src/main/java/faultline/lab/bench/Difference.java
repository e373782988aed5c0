package faultline.lab.bench;

/// How one row stands to another.
///
/// @param ratio   of their rates
/// @param low     lower end of the interval that holds the true ratio in 95 of 100 cases
/// @param high    upper end
/// @param verdict what may be said
public record Difference(double ratio, double low, double high, Verdict verdict) {

    /// A row is only called faster or slower if even the interval for 99 of 100 cases leaves out 1: a table
    /// has many rows, and one in twenty of them would be called different from itself.
    public enum Verdict {
        NO_DIFFERENCE,
        FASTER,
        SLOWER;

        /// In words: `no difference`.
        @Override public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
        }
    }

    static Difference of(Estimate estimate) {
        Verdict verdict = estimate.low(0.99) > 1 ? Verdict.FASTER
                : estimate.high(0.99) < 1 ? Verdict.SLOWER : Verdict.NO_DIFFERENCE;
        return new Difference(Math.exp(estimate.middle()), estimate.low(0.95), estimate.high(0.95), verdict);
    }
}
