package faultline.lab.calibrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import faultline.lab.MachineProfile;
import faultline.lab.Simulation;
import faultline.lab.SimulationSpec;
import faultline.lab.Strategies;
import faultline.lab.bench.BenchRow;
import faultline.lab.bench.BenchSpec;
import faultline.lab.bench.Fork;
import faultline.lab.bench.SyntheticForks;
import faultline.lab.calibrate.HostPrice.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From what the clock said to a profile: nothing here is measured.
@DisplayNameGeneration(ReplaceUnderscores.class)
class HostProfileTest {
    private static final double READS_PER_SECOND = 25e6;

    @Test
    void hit_and_hold_are_those_for_which_the_machine_needs_as_long_as_the_host() {
        HostProfile host = solver(shape(0, 1), price("two at one word", 16)).profile();

        SimulationSpec spec = SimulationSpec.of(Calibration.CODE.name(), host.profile(), 1);
        double simulated = Simulation.run(spec, Strategies.all().getFirst()).opsPerSecond();
        assertEquals(READS_PER_SECOND, simulated, 0.01 * READS_PER_SECOND);
        assertEquals(Origin.SOLVED, find(host, "hit").origin());
        assertTrue(find(host, "hold").value() > 4 && find(host, "hold").value() < 11, host::text);
    }

    @Test
    void a_word_that_two_threads_slow_down_a_lot_is_not_held_at_all() {
        HostProfile host = solver(shape(0, 1), price("two at one word", 90)).profile();

        assertEquals(0, find(host, "hold").value(), 0.01);
    }

    @Test
    void what_cannot_be_measured_is_taken_over_and_says_so() {
        HostProfile host = solver(shape(0), price("own read", 1)).profile();

        assertEquals(Origin.ASSUMED, find(host, "hold").origin());
        assertEquals("no process can measure it: that of laptop-8", find(host, "interrupt").how());
        assertEquals(MachineProfile.named("laptop-8").price("interrupt"),
                host.profile().price("interrupt"));
        host.profile().check();
    }

    @Test
    void a_host_has_the_shape_that_linux_tells(@TempDir Path cpus) throws IOException {
        for (int cpu = 0; cpu < 8; cpu++) {   // two sockets of two cores of two threads
            Path topology = Files.createDirectories(cpus.resolve("cpu" + cpu + "/topology"));
            Path last = Files.createDirectories(cpus.resolve("cpu" + cpu + "/cache/index3"));
            Files.writeString(topology.resolve("physical_package_id"), cpu % 4 / 2 + "\n");
            Files.writeString(topology.resolve("core_id"), cpu % 2 + "\n");
            Files.writeString(last.resolve("shared_cpu_list"), cpu % 4 / 2 == 0 ? "0-1,4-5\n" : "2-3,6-7\n");
            Files.writeString(last.resolve("size"), "2048K\n");
        }
        Path info = Files.writeString(cpus.resolve("cpuinfo"), "processor : 0\nmodel name\t: A \"B\" C\n");

        HostShape shape = HostShape.of(cpus, info, List.of(0, 1, 2, 3, 4, 5, 6, 7));

        assertEquals(List.of(2, 2, 2, 2), List.of(shape.sockets(), shape.cores(), shape.threads(),
                shape.cluster()));
        assertEquals(List.of(0, 1), shape.pair("cluster"));
        assertEquals(List.of(0, 2), shape.pair("cross"));
        assertEquals(List.of(0, 4), shape.pair("sibling"));
        assertEquals(List.of(), shape.pair("socket"));
        assertEquals("A \"B\" C", shape.model());
        assertEquals(2048, shape.lastKib());
    }

    @Test
    void a_host_that_tells_nothing_has_cores_of_one_socket(@TempDir Path nothing) {
        HostShape shape = HostShape.of(nothing, nothing.resolve("none"), List.of(0, 3));

        assertEquals(List.of(1, 2, 1, 2), List.of(shape.sockets(), shape.cores(), shape.threads(),
                shape.cluster()));
        assertEquals(List.of(0, 1), shape.pair("cluster"));
    }

    private static HostPrice find(HostProfile host, String name) {
        return host.prices().stream().filter(price -> price.name().equals(name)).findFirst().orElseThrow();
    }

    private static HostShape shape(Integer... cores) {
        return new HostShape("test", Stream.of(cores).map(core -> new HostShape.Place(0, core, 0)).toList(),
                1024, 8192);
    }

    private static HostPrice price(String name, double nanos) {
        return new HostPrice(name, nanos, nanos / 2, nanos * 2, "told", Origin.MEASURED, 10, false);
    }

    private static Solver solver(HostShape shape, HostPrice more) {
        BenchSpec spec = BenchSpec.of("mmap-lock", Calibration.CODE, 1);
        Fork fork = SyntheticForks.fork(spec, List.of(READS_PER_SECOND, READS_PER_SECOND));
        List<HostPrice> told = Stream.concat(Stream.of(price("store", 0.5), price("atomic", 5),
                price("fence", 6), price("cluster", 60), price("own read", 1.2)), Stream.of(more)).toList();
        return new Solver(shape, told, Strategies.all().getFirst(), BenchRow.of(List.of(fork)));
    }
}
