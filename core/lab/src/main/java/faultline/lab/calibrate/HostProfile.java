package faultline.lab.calibrate;

import faultline.lab.MachineProfile;
import java.util.List;
import java.util.Locale;

/// What calibration found, and the file that it makes of it.
///
/// @param prices in the order of the file; some are not in it
/// @param text   what the file says
public record HostProfile(List<HostPrice> prices, String text) {
    /// What the profile is called, in a command and as a file.
    public static final String NAME = "host";

    /// The prices that a profile has to say.
    private static final List<String> WRITTEN = List.of("hit", "store", "atomic", "fence", "sibling",
            "cluster",
            "socket", "cross", "shared", "serving", "memory", "hold", "store_buffer", "smt_share", "jitter",
            "awake_besides", "interrupt", "interrupt_send", "interrupt_flight", "wake_up", "streamed_alone",
            "streamed_together");

    public HostProfile {
        prices = List.copyOf(prices);
    }

    static HostProfile of(HostShape shape, List<HostPrice> prices) {
        StringBuilder text = new StringBuilder("""
                # This host, as `calibrate` measured it. Written anew by the next `calibrate`.

                [machine]
                summary = "this host: %s, %d CPUs"
                sockets = %d
                cores = %d
                threads = %d
                cluster = %d       # cores that share a last-level cache, as this system says
                clock = "1:%s %d:%s"   # GHz by busy cores: a chain of shifts, a cycle each

                [prices]          # nanoseconds
                """.formatted(shape.model().replace('"', ' '), shape.places().size(), shape.sockets(),
                shape.cores(), shape.threads(), shape.cluster(),
                number(price(prices, "clock, one core").value()),
                Math.max(2, shape.cores()), number(price(prices, "clock, all cores").value())));
        for (String name : WRITTEN) {
            prices.stream().filter(price -> price.name().equals(name)).findFirst()
                    .ifPresent(price -> text.append(line(price)));
        }
        text.append("""

                [work]            # nanoseconds; what `compare` measures here takes no trap and skips no nop
                handler = 0       # the instructions are in hit
                emulate = 0       # the instructions are in hit
                trap = 0          # no trap is taken
                "single-step trap" = 0   # no trap is taken

                [waits]           # nanoseconds that do not hang on the clock
                buddy = 0         # frames are objects here, and in some cache
                """);
        return new HostProfile(prices, text.toString());
    }

    /// To simulate.
    public MachineProfile profile() {
        return MachineProfile.of(NAME, text);
    }

    private static HostPrice price(List<HostPrice> prices, String name) {
        return prices.stream().filter(price -> price.name().equals(name)).findFirst().orElseThrow();
    }

    private static String line(HostPrice price) {
        String interval = price.origin() == HostPrice.Origin.ASSUMED ? "assumed"
                : number(price.low()) + " to " + number(price.high());
        return price.name() + " = " + number(price.value()) + "   # " + interval + ": " + price.how()
                + (price.disturbed() ? "; disturbed" : "") + "\n";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
