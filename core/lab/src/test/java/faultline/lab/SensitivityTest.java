package faultline.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import faultline.kernel.lock.LockStrategy;
import faultline.lab.workload.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the far end of the curves owes to prices that nobody has published. Prints how far each moves when
/// such a price is a fifth less or more.
@DisplayNameGeneration(ReplaceUnderscores.class)
class SensitivityTest {
    private static final Pattern PRICE = Pattern.compile("(?m)^(\"?[a-z_. -]+\"?) = ([0-9.]+)(.*(?:\\n +#.*)*)");
    private static final double FIFTH = 0.2;

    @ParameterizedTest
    @ValueSource(strings = {"xeon-6138-2s", "icelake-8336c-2s"})
    @EnabledIfSystemProperty(named = "faultline.full", matches = "true")
    void no_curve_hangs_on_an_assumption_more_than_in_proportion(String profile) {
        String text = MachineProfile.text(profile);
        List<Double> usual = ends(profile, text);
        for (Price price : assumed(text)) {
            List<Double> less = ends(profile, price.times(text, 1 - FIFTH));
            List<Double> more = ends(profile, price.times(text, 1 + FIFTH));
            List<String> moves = new ArrayList<>();
            for (int curve = 0; curve < usual.size(); curve++) {
                double low = less.get(curve) / usual.get(curve) - 1;
                double high = more.get(curve) / usual.get(curve) - 1;
                moves.add(String.format(Locale.ROOT, "%+.1f %% %+.1f %%", 100 * low, 100 * high));
                assertTrue(Math.abs(low) < 0.3 && Math.abs(high) < 0.3, price::toString);
            }
            System.out.println(profile + ", " + price.name + ": " + String.join("  ", moves));
        }
    }

    @Test
    void an_assumption_is_found_in_the_lines_behind_a_price_too() {
        String text = MachineProfile.text("xeon-6138-2s");
        List<Price> assumed = assumed(text);

        assertTrue(assumed.stream().anyMatch(price -> price.name.equals("hold")));
        assertTrue(assumed.stream().anyMatch(price -> price.name.equals("fence")));
        assertTrue(assumed.stream().noneMatch(price -> price.name.equals("cross")));
        Price hold = assumed.stream().filter(price -> price.name.equals("hold")).findFirst().orElseThrow();
        assertEquals(12, MachineProfile.of("x", hold.times(text, 1.2)).price("hold"), 1e-9);
    }

    /// A price, and where its number stands in the file.
    private record Price(String name, double value, int from, int to) {
        String times(String text, double factor) {
            return text.substring(0, from) + value * factor + text.substring(to);
        }
    }

    private static List<Price> assumed(String text) {
        List<Price> prices = new ArrayList<>();
        Matcher found = PRICE.matcher(text);
        while (found.find()) {
            if (found.group(3).contains("assumption")) {
                prices.add(new Price(found.group(1), Double.parseDouble(found.group(2)), found.start(2),
                        found.end(2)));
            }
        }
        return prices;
    }

    /// What all CPUs do together, where the profile's published curves end.
    private static List<Double> ends(String name, String text) {
        MachineProfile profile = MachineProfile.of(name, text);
        if (name.startsWith("xeon")) {
            SimulationSpec uprobe = SimulationSpec.of("trig-uprobe-nop", profile, profile.cpus());
            return List.of(rate(uprobe, "mmap-lock"), rate(uprobe, "seqcount"));
        }
        SimulationSpec pft = SimulationSpec.of("pft", profile, profile.cpus());
        return List.of(rate(pft, "mmap-lock"), rate(pft, "refcount"), rate(pft.in(Layout.OWN), "refcount"));
    }

    private static double rate(SimulationSpec spec, String strategy) {
        LockStrategy lock = Strategies.all().stream().filter(any -> any.name().equals(strategy)).findFirst()
                .orElseThrow();
        return Simulation.run(spec, lock).opsPerSecond();
    }
}
