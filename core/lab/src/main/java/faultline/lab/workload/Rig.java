package faultline.lab.workload;

import faultline.kernel.memory.Task;
import faultline.kernel.mm.Kernel;
import faultline.kernel.mm.VmStat;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// A workload that has been set up: its parts, and what they did.
public final class Rig {
    private final Ground ground;
    private final List<? extends Part> readers;
    private final List<? extends Part> writers;
    private final List<Consumer<Task>> endings;
    private final long attemptsBefore;
    private final long fallbacksBefore;

    Rig(Ground ground, List<? extends Part> readers, List<? extends Part> writers) {
        this(ground, readers, writers, List.of());
    }

    /// `endings` undo what the end of the address space does not, before it.
    Rig(Ground ground, List<? extends Part> readers, List<? extends Part> writers,
            List<Consumer<Task>> endings) {
        this.ground = ground;
        this.readers = readers;
        this.writers = writers;
        this.endings = endings;
        this.attemptsBefore = counted(VmStat.VMA_LOCK_SUCCESS, VmStat.UPROBE_LOOKUP_SUCCESS);
        this.fallbacksBefore = countedFallbacks();
    }

    /// What the threads do, one each.
    public List<? extends Part> readers() {
        return readers;
    }

    /// What the writers do, one each.
    public List<? extends Part> writers() {
        return writers;
    }

    /// How many faults, probe lookups and reads there were since it was set up. When nobody is at work.
    public long attempts() {
        return counted(VmStat.VMA_LOCK_SUCCESS, VmStat.UPROBE_LOOKUP_SUCCESS) - attemptsBefore
                + countedFallbacks() - fallbacksBefore + parts().mapToLong(Part::attempts).sum();
    }

    /// How many of them took `mmap_lock`, at once or after a try.
    public long fallbacks() {
        return countedFallbacks() - fallbacksBefore + parts().mapToLong(Part::fallbacks).sum();
    }

    /// Ends the address space and gives the files back. Nobody plays a part any more.
    public void takeDown(Task task) {
        endings.forEach(ending -> ending.accept(task));
        ground.takeDown(task);
    }

    private Stream<? extends Part> parts() {
        return Stream.concat(readers.stream(), writers.stream());
    }

    private long countedFallbacks() {
        return counted(VmStat.VMA_LOCK_ABORT, VmStat.VMA_LOCK_RETRY, VmStat.UPROBE_LOOKUP_FALLBACK);
    }

    private long counted(VmStat... events) {
        Kernel kernel = ground.kernel();
        return Stream.of(events).mapToLong(kernel::vmstat).sum();
    }
}
