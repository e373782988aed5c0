package faultline.lab.workload;

import faultline.kernel.memory.Task;
import faultline.kernel.mm.Errno;
import faultline.kernel.mm.File;
import faultline.kernel.mm.Kernel;
import faultline.kernel.mm.VmFlags;
import faultline.kernel.uprobe.Insn;
import faultline.kernel.uprobe.Uprobes;
import java.util.List;
import java.util.stream.IntStream;

/// A function of a file with a probe on its first instruction, mapped into the address space: one mapping
/// that all execute, or a mapping of the same file for each. The probe is one in both cases, as {inode,
/// offset} is.
final class Probe {
    private final Ground ground;
    private final File file;
    private final Hits hits;
    private final boolean wantsReturn;

    /// A probe on `function`, registered and mapped. `wantsReturn`: a return probe as well.
    Probe(Task task, Ground ground, boolean wantsReturn, long... function) {
        this.ground = ground;
        this.file = ground.file(task, "trigger", 1, function);
        this.wantsReturn = wantsReturn;
        Kernel kernel = ground.kernel();
        this.hits = new Hits(kernel.memory(), kernel.sizes().cpus(), wantsReturn);
        long failed = Uprobes.of(kernel).register(task, file.inode(), 0, hits);
        if (Errno.isError(failed)) {
            throw new IllegalStateException("a probe could not be registered: " + Errno.name(failed));
        }
        Cast cast = ground.cast();
        for (int number = 0; number < cast.threads(); number++) {
            if (number == 0 || cast.layout() == Layout.OWN) {
                ground.map(task, text(number), ground.pageSize(), VmFlags.READ | VmFlags.EXEC, file, 0);
            }
            ground.map(task, ground.stack(number), ground.pageSize(), Ground.READ_WRITE, null, 0);
        }
    }

    /// Sets up a workload whose threads call `function` and do nothing else.
    static Rig rig(Task task, Kernel kernel, Cast cast, boolean wantsReturn, long... function) {
        Ground ground = new Ground(task, kernel, cast);
        Probe probe = new Probe(task, ground, wantsReturn, function);
        List<Call> readers = IntStream.range(0, cast.threads())
                .mapToObj(number -> new Call(ground, probe, number))
                .toList();
        return new Rig(ground, readers, Elsewhere.all(ground),
                List.of(end -> probe.end(end, readers.stream().mapToLong(Call::calls).sum())));
    }

    /// The address of the function for task `number`.
    long text(int number) {
        return ground.stack(ground.cast().layout() == Layout.OWN ? number : 0) + 2 * ground.pageSize();
    }

    /// Where a task comes back to: behind the longest function.
    long back(int number) {
        return text(number) + ground.pageSize() - Insn.SIZE;
    }

    /// Takes the probe away, and holds what it saw against how often the function was called.
    void end(Task task, long calls) {
        Uprobes uprobes = Uprobes.of(ground.kernel());
        uprobes.unregister(task, file.inode(), 0, hits);
        uprobes.unregisterSync(task);
        if (hits.entries() != calls || wantsReturn && hits.returns() != calls) {
            throw new IllegalStateException(calls + " calls, " + hits.entries() + " hits and "
                    + hits.returns()
                    + " returns were counted");
        }
    }
}
