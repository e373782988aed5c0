package faultline.lab.calibrate;

import faultline.kernel.lock.LockStrategy;
import faultline.kernel.memory.Word;
import faultline.lab.MachineProfile;
import faultline.lab.Simulation;
import faultline.lab.SimulationSpec;
import faultline.lab.bench.BenchRow;
import faultline.lab.calibrate.HostPrice.Origin;
import faultline.lab.machine.Machine;
import faultline.lab.machine.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/// Makes a profile of what was measured: takes over what was not, and finds the two prices that no clock
/// shows by themselves, `hit` and `hold`, by asking the machine for which it needs as long as this host did.
final class Solver {
    private static final String OTHERWISE = "laptop-8";
    private static final double LEAST_HIT = 0.05;
    private static final double MOST_HIT = 100;
    private static final double MOST_HOLD = 1000;
    private static final double NO_HOLD = -0.001;   // gone before it can be used a second time
    private static final int ROUNDS = 30;
    private static final int UPDATES = 1000;
    private static final long MICROS = 20;

    private final HostShape shape;
    private final List<HostPrice> measured;
    private final List<HostPrice> prices = new ArrayList<>();
    private final LockStrategy strategy;
    private final BenchRow code;

    /// `code`: what this host did of [Calibration#CODE] with `strategy`.
    Solver(HostShape shape, List<HostPrice> measured, LockStrategy strategy, BenchRow code) {
        this.shape = shape;
        this.measured = measured;
        this.strategy = strategy;
        this.code = code;
    }

    HostProfile profile() {
        for (String name : List.of("store", "atomic", "fence", "shared", "memory", "streamed_alone",
                "streamed_together", "clock, one core", "clock, all cores")) {
            prices.add(measured(name).orElseGet(() -> assumed(name, "not asked for")));
        }
        prices.add(measured("own read").orElseThrow());
        distances();
        prices.add(measured("wake_up").orElseGet(() -> assumed("wake_up", "there is one processor")));
        prices.add(measured("smt_share").orElseGet(() -> HostPrice.assumed("smt_share", 1,
                "not needed: no two processors share a core, as far as this system says")));
        for (String name : List.of("serving", "store_buffer", "jitter", "awake_besides", "interrupt",
                "interrupt_send", "interrupt_flight")) {
            prices.add(assumed(name, "no process can measure it"));
        }
        prices.add(hold());
        prices.add(hit());
        return HostProfile.of(shape, prices);
    }

    /// A distance at which no two processors lie has the price of the nearest at which some do.
    private void distances() {
        List<String> names = List.of("sibling", "cluster", "socket", "cross");
        HostPrice known = names.stream().map(this::measured).flatMap(Optional::stream).findFirst()
                .orElseGet(() -> assumed("cluster", "there is one processor"));
        for (String name : names) {
            String nearer = known.name();
            HostPrice price = measured(name).orElse(known.as(name,
                    "no two processors lie so: that of '" + nearer + "'"));
            prices.add(price);
            known = measured(name).orElse(known);
        }
    }

    private HostPrice hold() {
        Optional<HostPrice> both = measured("two at one word");
        if (both.isEmpty()) {
            return assumed("hold", "there is one processor");
        }
        prices.add(both.get());
        String how = "for which the machine needs as long as two threads at one word do";
        return solved("hold", both.get().value(), both.get(), how, NO_HOLD, MOST_HOLD, hold -> {
            Topology topology = new Topology(with("hit", 1, "hold", hold), "none", 2, 1, 1);
            Machine machine = new Machine(topology, 2);
            Word word = new Ground(machine.memory()).word();
            for (int cpu = 0; cpu < 2; cpu++) {
                machine.start(cpu, 0, task -> {
                    for (int update = 0; update < UPDATES; update++) {
                        word.fetchAddRelaxed(1);
                    }
                });
            }
            machine.run();
            machine.abandon();
            return Math.max(machine.task(0).time(), machine.task(1).time()) / (2e3 * UPDATES);
        });
    }

    private HostPrice hit() {
        double nanos = 1e9 / code.opsPerSecond();
        HostPrice clock = new HostPrice("", nanos, 1e9 / code.high(), 1e9 / code.low(), "", Origin.MEASURED,
                code.windowsKept(), code.disturbed());
        String how = "an access and the instructions around it: for which the machine needs as long for "
                + code.spec().workload() + " with " + code.spec().strategy() + " on one CPU";
        double atOne = simulated(1);
        double atTwo = simulated(2);
        return solved("hit", nanos, clock, how, LEAST_HIT, MOST_HIT,
                hit -> atOne + (hit - 1) * (atTwo - atOne));
    }

    /// How long one CPU of the machine needs for what this host did, if a hit takes so long.
    private double simulated(double hit) {
        MachineProfile machine = HostProfile.of(shape, and(HostPrice.assumed("hit", hit, ""))).profile();
        SimulationSpec spec = SimulationSpec.of(code.spec().workload(), machine, 1).lasting(MICROS);
        return 1e9 / Simulation.run(spec, strategy).opsPerSecond();
    }

    /// Where `nanos`, which rises or falls all the way, is `wanted`; the nearer end if it is nowhere.
    private static HostPrice solved(String name, double wanted, HostPrice clock, String how, double from,
            double to, DoubleUnaryOperator nanos) {
        double value = root(wanted, from, to, nanos);
        double one = root(clock.low(), from, to, nanos);
        double other = root(clock.high(), from, to, nanos);
        return new HostPrice(name, value, Math.min(one, other), Math.max(one, other), how, Origin.SOLVED,
                clock.windows(), clock.disturbed());
    }

    private static double root(double wanted, double from, double to, DoubleUnaryOperator nanos) {
        boolean rises = nanos.applyAsDouble(to) > nanos.applyAsDouble(from);
        double low = from;
        double high = to;
        for (int round = 0; round < ROUNDS; round++) {
            double middle = (low + high) / 2;
            if (nanos.applyAsDouble(middle) < wanted == rises) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low == from ? from : high == to ? to : (low + high) / 2;
    }

    private MachineProfile with(String one, double value, String other, double otherValue) {
        return HostProfile.of(shape, and(HostPrice.assumed(one, value, ""),
                HostPrice.assumed(other, otherValue, ""))).profile();
    }

    private List<HostPrice> and(HostPrice... more) {
        List<HostPrice> all = new ArrayList<>(prices);
        all.addAll(List.of(more));
        return all;
    }

    private Optional<HostPrice> measured(String name) {
        return measured.stream().filter(price -> price.name().equals(name)).findFirst();
    }

    private static HostPrice assumed(String name, String why) {
        MachineProfile other = MachineProfile.named(OTHERWISE);
        double value = name.startsWith("clock") ? other.clock(1) : other.price(name);
        return HostPrice.assumed(name, value, why + ": that of " + OTHERWISE);
    }
}
