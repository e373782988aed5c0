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
import java.util.stream.Stream;

/// Runs a workload on a simulated machine: so many CPUs in virtual time, over lines that have prices.
///
/// ```
///     set up        one CPU, nobody else there
///     warm up       all CPUs, until caches and queues are as they will stay
///     measure       all CPUs, from where they are
/// ```
///
/// Where CPUs queue for a line, the order in which they stand decides what a transfer costs, and it takes
/// many turns until it is no longer the order in which they began. So each thread does [#TURNS] operations at
/// least before what counts, and twice as many meanwhile, unless it is too slow for that.
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
    private static final int TURNS = 40;
    private static final int LONGEST = 32;                // times what was asked for

    private final SimulationSpec spec;
    private final Workload workload;
    private final Machine machine;
    private final Player[] players;
    private long end;
    private long latest;
    private int tooFew;                                   // players who are to do more

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
        machine.patience(PATIENCE * PICOS);
        List<Part> parts = new ArrayList<>(rig[0].readers());
        parts.addAll(rig[0].writers());
        for (int cpu = 0; cpu < players.length; cpu++) {
            players[cpu] = new Player(machine.task(cpu), parts.get(cpu));
        }
        long measured = spec.micros() * PICOS * (spec.writers() == 0 ? 1 : LONGER);
        play(start, measured / 4, WARM_PAGES, TURNS);
        machine.bill().clear();
        play(earliestTime(), measured, PAGES, 2 * TURNS);
        if (!machine.memory().bugs().isEmpty()) {
            throw new KernelBug(machine.memory().bugs().getFirst());
        }
        return new SimulationRow(strategy.name(), spec.cpus(), rate(0, spec.cpus()),
                rate(spec.cpus(), players.length), machine.bill().lines(), machine.accesses());
    }

    /// Whether each thread does what it has to do once, since beginning again is not timed.
    private boolean once() {
        return !workload.timesReset();
    }

    private void play(long start, long picos, int length, int turns) {
        end = once() ? Long.MAX_VALUE : start + picos;
        latest = once() ? Long.MAX_VALUE : start + LONGEST * picos;
        tooFew = once() ? 0 : spec.cpus();
        for (Player player : players) {   // who is past `start` goes on from where he is
            machine.start(player.task.cpu(), start, task -> player.play(length, turns));
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
        private long operations;
        private long began;
        private long ended;

        Player(MachineTask task, Part part) {
            this.task = task;
            this.part = part;
        }

        void play(int length, int turns) {
            operations = 0;
            began = task.time();
            while (task.time() < (tooFew > 0 ? latest : end) && !(once() && index == length)) {
                if (index == part.length()) {
                    part.reset(task);
                    index = 0;
                } else {
                    part.step(task, index);
                    index++;
                    operations++;
                    if (operations == turns && task.cpu() < spec.cpus()) {
                        tooFew--;
                    }
                }
                task.finished();
            }
            ended = task.time();
            if (once()) {
                end = Math.min(end, ended);
            }
        }

        double rate() {
            return ended == began ? 0 : operations * 1e12 / (ended - began);
        }
    }
}
