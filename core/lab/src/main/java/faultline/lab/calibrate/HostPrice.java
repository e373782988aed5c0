package faultline.lab.calibrate;

/// One price of this host, as a profile names it.
///
/// @param name      in the profile's section of prices
/// @param value     nanoseconds; a part of one for `smt_share`, GHz for the clock
/// @param low       lower end of the interval that holds it in 95 of 100 cases
/// @param high      upper end
/// @param how       how it was measured, or why it is assumed
/// @param origin    where it comes from
/// @param windows   how many windows counted
/// @param disturbed too few of them were free of neighbours
public record HostPrice(String name, double value, double low, double high, String how, Origin origin,
                        int windows, boolean disturbed) {

    /// How a price came about.
    public enum Origin {
        /// Read from the clock.
        MEASURED,
        /// Solved for, so that the machine needs as long as was measured.
        SOLVED,
        /// Taken over.
        ASSUMED
    }

    static HostPrice assumed(String name, double value, String why) {
        return new HostPrice(name, value, value, value, why, Origin.ASSUMED, 0, false);
    }

    /// The same measurement under another name, with a word about it.
    HostPrice as(String other, String why) {
        return new HostPrice(other, value, low, high, why, origin, windows, disturbed);
    }
}
