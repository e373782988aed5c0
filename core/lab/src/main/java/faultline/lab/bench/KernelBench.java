package faultline.lab.bench;

import faultline.lab.World;
import faultline.lab.linux.RealWorkload;
import faultline.lab.workload.Cast;
import java.nio.file.Path;
import java.util.function.Consumer;

/// Measures the kernel beneath this JVM as [Bench] measures a strategy: the same threads, windows, gate and
/// refusals, so that its rows may stand beside the others. The world lends the threads its tasks and is not
/// entered any deeper.
public final class KernelBench {
    private KernelBench() {
    }

    /// The fork that `spec` asks for, in this JVM, which does nothing else. `library` is where the trigger of
    /// uprobes lies, if the workload needs it.
    ///
    /// @throws IllegalStateException if the kernel did something else than what was to be measured
    public static Fork run(BenchSpec spec, Path library, Consumer<String> progress)
            throws InterruptedException {
        return run(spec, Bench.PAGES, library, progress);
    }

    static Fork run(BenchSpec spec, int pages, Path library, Consumer<String> progress)
            throws InterruptedException {
        RealWorkload workload = RealWorkload.named(spec.workload())
                .orElseThrow(() -> new IllegalArgumentException("no workload of the kernel is named '"
                        + spec.workload() + "'"));
        Cast cast = new Cast(spec.threads(), spec.writers(), spec.layout(), pages, spec.seed());
        try (World world = World.hardware(cast.tasks(), 0)) {
            RealWorkload.Rig rig = workload.prepare(cast, library);
            progress.accept("measure");
            RigRun run = new RigRun(world, rig.readers(), rig.writers(), true, spec.times());
            run.play();
            rig.ending().run();
            return run.fork(spec, 0, 0, 0);
        }
    }
}
