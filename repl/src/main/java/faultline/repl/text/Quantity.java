package faultline.repl.text;

import java.util.Locale;

/// Numbers of any size in few columns, with three figures that count.
public final class Quantity {
    private static final String[] RATE_UNITS = {"", "k", "M", "G"};
    private static final String[] TIME_UNITS = {"ns", "us", "ms", "s"};

    private Quantity() {
    }

    /// 1234567 is `1.23M`.
    public static String rate(double perSecond) {
        return scaled(perSecond, RATE_UNITS);
    }

    /// 1234567 is `1.2ms`.
    public static String nanos(long nanos) {
        int unit = 0;
        double value = nanos;
        while (value >= 999.5 && unit < TIME_UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        String format = unit == 0 || value >= 9.95 ? "%.0f%s" : "%.1f%s";
        return String.format(Locale.ROOT, format, value, TIME_UNITS[unit]);
    }

    /// Of a thousand: `0`, `0.3`, `12`.
    public static String perThousand(double value) {
        return value == 0 ? "0" : value < 0.05 ? "<0.1"
                : String.format(Locale.ROOT, value < 9.95 ? "%.1f" : "%.0f", value);
    }

    private static String scaled(double number, String[] units) {
        int unit = 0;
        double value = number;
        while (value >= 999.5 && unit < units.length - 1) {
            value /= 1000;
            unit++;
        }
        String format = value >= 99.95 ? "%.0f%s" : value >= 9.995 ? "%.1f%s" : "%.2f%s";
        return String.format(Locale.ROOT, format, value, units[unit]);
    }
}
