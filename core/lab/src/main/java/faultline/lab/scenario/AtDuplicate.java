package faultline.lab.scenario;

import faultline.kernel.lock.LockStrategy;
import faultline.kernel.lock.Look;
import faultline.kernel.memory.Task;
import faultline.kernel.mm.Syscalls;
import faultline.kernel.mm.VmFlags;
import java.util.List;
import java.util.Set;

/// A mapping goes, and the memory of its VMA becomes the lower half of another one that is cut in two.
///
/// ```
///     a reader                                  the unmapper, twice
///
///     finds the VMA                             detached, out of the tree, freed
///     gets in, or not                           in another life: a copy of its new neighbour,
///                                               field by field, then attached, then cut off
/// ```
///
/// A copy that took the neighbour's lock words along would let the reader in before it is whole.
final class AtDuplicate extends MmScenario {
    private final Reading how;

    AtDuplicate(LockStrategy strategy, Reading how) {
        super(strategy, how.word + "-at-duplicate",
                "a VMA is unmapped and becomes a copy of another one under somebody who found it",
                List.of(how.word, "unmap"), Set.of("a.so+1", FELL_BACK));
        this.how = how;
    }

    @Override Play over(Process process, Task boot) {
        long page = process.page();
        process.map(boot, 2 * page, 1, VmFlags.READ, process.a(), 1);
        process.map(boot, 4 * page, 2, VmFlags.READ, process.b(), 2);
        Look look = new Look();
        return (which, task) -> {
            if (which == 0) {
                return how.at(process, task, 2 * page, look);
            }
            Syscalls.munmap(task, process.mm(), 2 * page, page);
            Syscalls.munmap(task, process.mm(), 4 * page, page);
            return "";
        };
    }
}
