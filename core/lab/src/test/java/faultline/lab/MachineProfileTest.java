package faultline.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MachineProfileTest {
    private static final List<String> PROFILES = MachineProfile.NAMES;
    private static final Map<String, Integer> CPUS = Map.of("xeon-6138-2s", 80, "icelake-8336c-2s", 128,
            "xeon-56", 56, "epyc-zen5-2s", 128, "laptop-8", 8);

    @ParameterizedTest
    @FieldSource("PROFILES")
    void each_has_its_cpus_and_runs(String name) {
        MachineProfile profile = MachineProfile.named(name);
        SimulationSpec spec = SimulationSpec.of("trig-uprobe-nop", name, profile.cpus());

        assertEquals(CPUS.get(name), profile.cpus());
        assertTrue(Simulation.run(spec, Strategies.all().getFirst()).opsPerSecond() > 1e6);
    }

    @ParameterizedTest
    @FieldSource("PROFILES")
    void each_price_says_where_it_comes_from(String name) {
        assertFalse(MachineProfile.text(name).contains("(?)"));
        List<String> bare = MachineProfile.text(name).lines()
                .filter(line -> line.matches(".* = [0-9.]+.*") && !line.matches(".*# .{10,}"))
                .filter(line -> !line.matches("(sockets|cores|threads) = .*")).toList();

        assertEquals(List.of(), bare);
    }

    @Test
    void the_clock_falls_as_cores_wake() {
        MachineProfile xeon = MachineProfile.named("xeon-6138-2s");

        assertEquals(3.7, xeon.clock(1));
        assertEquals(3.7, xeon.clock(2));
        assertEquals(3.5, xeon.clock(3));
        assertEquals(2.7, xeon.clock(20));
    }

    @Test
    void what_a_file_does_not_say_is_named() {
        MachineProfile empty = MachineProfile.of("mine", "[prices]\nhit = soon # later\n");

        assertEquals("profile mine does not say [machine] cores",
                assertThrows(IllegalArgumentException.class, empty::cores).getMessage());
        assertEquals("profile mine: [prices] hit is no number",
                assertThrows(IllegalArgumentException.class, () -> empty.price("hit")).getMessage());
        assertThrows(IllegalArgumentException.class, () -> MachineProfile.named("pdp-11"));
    }
}
