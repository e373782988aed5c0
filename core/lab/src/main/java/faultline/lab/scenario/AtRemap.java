package faultline.lab.scenario;

import faultline.kernel.lock.LockStrategy;
import faultline.kernel.lock.Look;
import faultline.kernel.memory.Task;
import faultline.kernel.mm.VmFlags;
import java.util.List;
import java.util.Set;

/// Another page of another file takes the place of one.
///
/// ```
///     a reader                                  the remapper, in one session
///
///     finds the VMA                             a.so+1 detached, out of the tree, freed
///     its file                                  a VMA for b.so+2, perhaps in the same memory
///     its offset
///     believes both, or neither
/// ```
final class AtRemap extends MmScenario {
    private final Reading how;

    AtRemap(LockStrategy strategy, Reading how) {
        super(strategy, how.word + "-at-remap", "a.so+1 makes room for b.so+2 while somebody asks what is there",
                List.of(how.word, "remap"), Set.of("a.so+1", "b.so+2", FELL_BACK));
        this.how = how;
    }

    @Override Play over(Process process, Task boot) {
        long address = 2 * process.page();
        process.map(boot, address, 1, VmFlags.READ, process.a(), 1);
        Look look = new Look();
        return (which, task) -> {
            if (which == 0) {
                return how.at(process, task, address, look);
            }
            process.map(task, address, 1, VmFlags.READ, process.b(), 2);
            return "";
        };
    }
}
