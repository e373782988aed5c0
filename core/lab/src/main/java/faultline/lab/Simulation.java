package faultline.lab;

import faultline.kernel.lock.LockStrategy;
import faultline.kernel.memory.KernelBug;
import faultline.kernel.memory.Task;
import faultline.kernel.mm.Kernel;
import faultline.kernel.mm.Sizes;
import faultline.kernel.sync.Sync;
import faultline.kernel.uprobe.ReadSide;
import faultline.kernel.uprobe.Uprobes;
import faultline.lab.machine.Machine;
import faultline.lab.machine.MachineTask;
import faultline.lab.machine.Topology;
import faultline.lab.workload.Cast;
import faultline.lab.workload.Part;
import faultline.lab.workload.Rig;
import faultline.lab.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// Runs a workload on a simulated machine: so many CPUs in virtual time, over lines that have prices.
///
/// ```
///     set up        one CPU, nobody else there
///     warm up       all CPUs, until caches and queues are as they will stay
///     measure       all CPUs, from where they are, in some parts; before each they stop for a moment
/// ```
///
/// Where CPUs queue for a line, the order in which they stand decides what a transfer costs, and keeps for
/// many turns. On a real machine timers mix it all the time. So each thread stops before each part for as
/// long as chance says, two turns at most, then does [#TURNS] operations at least and twice as many that
/// count, unless it is too slow for that.
///
/// A thread whose operations come to an end (pages to touch, where giving them back is not timed) stops
/// there, and the measurement with it.
public final class Simulation {
    private static final long PICOS = 1_000_000;          // of a microsecond
    private static final int LONGER = 5;                  // beside writers, who are slow
    private static final long SET_UP = 500_000;           // microseconds that setting up may take
    private static final long PATIENCE = 20_000;          // and one operation
    private static final int SPINS = 200;
    private static final int PAGES = 256;
    private static final int WARM_PAGES = 140;            // by then free frames come from the zone
    private static final int FEW_PAGES = 16;
    private static final int MEASUREMENTS = 8;
    private static final int TURNS = 6;
    private static final int LONGEST = 32;                // times what was asked for
    private static final int ROUNDS = 2;                  // from one reset to the next, if those take longer than that

    private final SimulationSpec spec;
    private final Workload workload;
    private final Machine machine;
    private final Player[] players;
    private long end;
    private long latest;
    private int tooFew;                                   // players who are to do more
    private int rounds;                                   // that each of them is to do
    private long slowestReset;                            // while it was not measured yet

    private Simulation(SimulationSpec spec) {
        this.spec = spec;
        this.workload = Workload.named(spec.workload());
        int tasks = spec.cpus() + spec.writers();
        Topology topology = new Topology(spec.machineProfile(), spec.workload(), tasks,
                spec.gracePeriodNanos(), spec.seed());
        this.machine = new Machine(topology, tasks);
        this.players = new Player[tasks];
    }

    /// One row. What the kernel finds wrong with itself comes out as [KernelBug]; a machine on which nobody
    /// gets any further, as [Stuck].
    public static SimulationRow run(SimulationSpec spec, LockStrategy strategy) {
        Simulation simulation = new Simulation(spec);
        try {
            return simulation.run(strategy);
        } finally {
            simulation.machine.abandon();
        }
    }

    /// Writers wait one behind the other, and each may wait for readers.
    private long everybodysGracePeriods() {
        return (spec.cpus() + spec.writers()) * spec.gracePeriodNanos() * (PICOS / 1000);
    }

    private SimulationRow run(LockStrategy strategy) {
        Sync sync = Sync.coded(machine.memory(), machine.cpus(), SPINS);
        Kernel kernel = new Kernel(machine.memory(), sync, strategy, sizes(), Uprobes.with(readSide()));
        Cast cast = new Cast(spec.cpus(), spec.writers(), spec.layout(), once() ? PAGES : FEW_PAGES,
                spec.seed());
        Rig[] rig = new Rig[1];
        machine.patience(SET_UP * PICOS);
        machine.start(0, 0, task -> rig[0] = workload.prepare(task, kernel, cast));
        machine.run();
        long start = Math.max(machine.task(0).time(), machine.drain());
        machine.forget();
        machine.patience(PATIENCE * PICOS + 2 * everybodysGracePeriods());
        machine.writersFrom(spec.cpus());
        List<Part> parts = new ArrayList<>(rig[0].readers());
        parts.addAll(rig[0].writers());
        for (int cpu = 0; cpu < players.length; cpu++) {
            players[cpu] = new Player(machine.task(cpu), parts.get(cpu));
        }
        long measured = spec.micros() * PICOS * (spec.writers() == 0 ? 1 : LONGER);
        play(start, measured / 4, WARM_PAGES, TURNS);
        machine.bill().clear();
        measure(measured);
        if (!machine.memory().bugs().isEmpty()) {
            throw new KernelBug(machine.memory().bugs().getFirst());
        }
        return new SimulationRow(strategy.name(), spec.cpus(), rate(0, spec.cpus()),
                rate(spec.cpus(), players.length), worstWriteNanos(), machine.bill().lines(), machine.accesses());
    }

    /// Whether each thread does what it has to do once, since beginning again is not timed.
    private boolean once() {
        return !workload.timesReset();
    }

    private void measure(long picos) {
        int measurements = once() ? 1 : MEASUREMENTS;
        for (Player player : players) {
            player.forget();
            slowestReset = Math.max(slowestReset, player.slowestReset);
        }
        SplittableRandom chance = new SplittableRandom(spec.seed());
        for (int part = 1; part <= measurements; part++) {
            for (Player player : players) {
                player.stop(chance);
            }
            if (!once()) {
                play(earliestTime(), picos / measurements / 4, 0, TURNS);
                Stream.of(players).forEach(Player::discount);
            }
            play(earliestTime(), picos / measurements, PAGES, 2 * TURNS);
        }
    }

    private void play(long start, long picos, int length, int turns) {
        end = once() ? Long.MAX_VALUE : start + picos;
        rounds = slowestReset > picos ? ROUNDS : 0;
        latest = once() ? Long.MAX_VALUE : start + LONGEST * picos + 2 * rounds * slowestReset;
        tooFew = once() ? 0 : spec.cpus();
        for (Player player : players) {
            long from = Math.max(start, player.ended);
            machine.start(player.task.cpu(), from, task -> player.play(length, turns));
        }
        machine.run();
    }

    private long earliestTime() {
        return Stream.of(players).mapToLong(player -> player.ended).min().orElseThrow();
    }

    private double rate(int from, int to) {
        double sum = 0;
        for (int cpu = from; cpu < to; cpu++) {
            sum += players[cpu].rate();
        }
        return sum;
    }

    private long worstWriteNanos() {
        return Stream.of(players).skip(spec.cpus()).mapToLong(writer -> writer.worst).max().orElse(0) / 1000;
    }

    private ReadSide.Kind readSide() {
        return Stream.of(ReadSide.Kind.values()).filter(kind -> kind.typed().equals(spec.uprobeRcu()))
                .findFirst().orElseThrow(() -> new IllegalArgumentException("no read side is named '"
                        + spec.uprobeRcu() + "'; there are trace, srcu and srcu-lite"));
    }

    private Sizes sizes() {
        int cpus = machine.cpus();
        int pages = cpus * (once() ? PAGES : FEW_PAGES);
        return new Sizes(cpus, 512, 8, 4, 3 * 189 * (cpus + 1) + pages, 4, 64 + 8 * cpus, 256 + 16 * cpus,
                8 + 2 * cpus, Math.max(512, pages), 16, 1 << 11, 256, 64 + 8 * cpus);
    }

    /// One task and its part. The last operation that begins before the end is counted in, and so is its
    /// time.
    private final class Player {
        private final MachineTask task;
        private final Part part;
        private int index;
        private long operations;   // in all parts that count
        private long picos;        // that they took
        private long worst;        // of one operation, in all parts that count
        private long before;       // what that was before this part
        private long lately;       // operations since it began
        private int resets;
        private long slowestReset;
        private long began;
        private long ended;

        Player(MachineTask task, Part part) {
            this.task = task;
            this.part = part;
        }

        void forget() {
            operations = 0;
            picos = 0;
            worst = 0;
        }

        /// What it did last does not count.
        void discount() {
            operations -= lately;
            picos -= ended - began;
            worst = before;
        }

        /// Goes on a little later.
        void stop(SplittableRandom chance) {
            long turn = (ended - began) / Math.max(1, lately);
            ended += task.cpu() < spec.cpus() ? chance.nextLong(2 * turn + 1) : 0;
        }

        void play(int length, int turns) {
            lately = 0;
            resets = 0;
            boolean enough = false;
            before = worst;
            began = task.time();
            while (task.time() < (tooFew > 0 ? latest : end) && !(once() && index == length)) {
                long from = task.time();
                if (index == part.length()) {
                    part.reset(task);
                    slowestReset = Math.max(slowestReset, task.time() - from);
                    resets++;
                    index = 0;
                } else {
                    part.step(task, index);
                    worst = Math.max(worst, task.time() - from);
                    index++;
                    lately++;
                }
                if (!enough && lately >= turns && resets >= rounds && task.cpu() < spec.cpus()) {
                    enough = true;
                    tooFew--;
                }
                task.finished();
            }
            ended = task.time();
            operations += lately;
            picos += ended - began;
            if (once()) {
                end = Math.min(end, ended);
            }
        }

        double rate() {
            return picos == 0 ? 0 : operations * 1e12 / picos;
        }
    }
}
