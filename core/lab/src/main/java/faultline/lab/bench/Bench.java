package faultline.lab.bench;

import faultline.kernel.lock.LockStrategy;
import faultline.kernel.memory.Task;
import faultline.kernel.mm.Audit;
import faultline.kernel.mm.Kernel;
import faultline.kernel.mm.Sizes;
import faultline.kernel.sync.Sync;
import faultline.kernel.uprobe.ReadSide;
import faultline.kernel.uprobe.Uprobes;
import faultline.lab.World;
import faultline.lab.hardware.Processors;
import faultline.lab.workload.Cast;
import faultline.lab.workload.Part;
import faultline.lab.workload.Rig;
import faultline.lab.workload.Workload;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Measures one workload over one strategy, in this JVM. For figures that count, the JVM is a fresh one that
/// has loaded no other strategy and no other world, and does nothing else.
public final class Bench {
    /// 8 MiB for each thread: more than caches hold, as in will-it-scale, at a sixteenth of its size.
    static final int PAGES = 2048;

    /// How often a writer looks at a semaphore that another writer holds before it goes to sleep: for some
    /// microseconds.
    private static final int SPINS = 1000;

    private Bench() {
    }

    /// The fork that `spec` asks for. `progress` is told in words what is being done. If interrupted, it
    /// stops soon.
    ///
    /// @throws IllegalStateException if the kernel did not do what it must: the figures would be worth
    /// nothing
    public static Fork run(BenchSpec spec, LockStrategy strategy, Consumer<String> progress)
            throws InterruptedException {
        return run(spec, PAGES, strategy, progress);
    }

    static Fork run(BenchSpec spec, int pages, LockStrategy strategy, Consumer<String> progress)
            throws InterruptedException {
        Workload workload = Workload.named(spec.workload());
        Cast cast = new Cast(spec.threads(), spec.writers(), spec.layout(), pages, spec.seed());
        try (World world = World.hardware(cast.tasks(), TimeUnit.MICROSECONDS.toNanos(spec.graceMicros()))) {
            progress.accept("boot");
            Kernel kernel = new Kernel(world.memory(), Sync.coded(world.memory(), world.cpus(), SPINS),
                    strategy, sizes(world.cpus(), cast), Uprobes.with(readSide(spec.probeReadSide())));
            Audit.InUse nothing = Audit.inUse(kernel);
            Task boot = world.enter(0);
            Rig rig = workload.prepare(boot, kernel, cast);
            world.leave(boot);
            progress.accept("measure");
            RigRun run = new RigRun(world, rig.readers(), rig.writers(), workload.timesReset(),
                    spec.times());
            run.play();
            Fork fork = run.fork(spec, rig.attempts(), rig.fallbacks(),
                    world.minimumGracePeriodNanos());
            progress.accept("check");
            world.run(0, rig::takeDown);
            world.drain();
            if (!world.bugs().isEmpty()) {
                throw new IllegalStateException("the kernel failed: " + String.join("; ", world.bugs()));
            }
            if (!Audit.inUse(kernel).equals(nothing)) {
                throw new IllegalStateException("left behind: " + Audit.inUse(kernel) + ", at first "
                        + nothing);
            }
            return fork;
        }
    }

    /// The fork of threads that play `parts` in `world`, which the caller has made and closes, pinned to the
    /// processors with these `places` among those that this process may use. Each step of a part is one
    /// operation.
    public static Fork play(BenchSpec spec, World world, List<? extends Part> parts, List<Integer> places)
            throws InterruptedException {
        RigRun run = new RigRun(world, parts, List.of(), true, spec.times(),
                Processors.allowed().only(places));
        run.play();
        return run.fork(spec, 0, 0, world.minimumGracePeriodNanos());
    }

    /// x86-64's shape, with as much memory as the cast touches twice over.
    private static Sizes sizes(int cpus, Cast cast) {
        Sizes usual = Sizes.hardware(cpus);
        int touched = cast.tasks() * cast.pages();
        return new Sizes(cpus, usual.pageWords(), usual.tableBits(), usual.tableLevels(),
                Math.max(usual.frames(), 4 * touched), usual.mms(), usual.vmas(),
                Math.max(usual.tables(), touched), usual.files(), Math.max(usual.filePages(), touched),
                usual.treeSlots(), usual.treeNodes(), usual.stackGuardPages(), usual.maxMapCount());
    }

    private static ReadSide.Kind readSide(String typed) {
        return Stream.of(ReadSide.Kind.values()).filter(kind -> kind.typed().equals(typed)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no read side is named '" + typed + "'"));
    }
}
