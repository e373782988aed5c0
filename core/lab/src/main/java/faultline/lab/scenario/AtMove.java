package faultline.lab.scenario;

import faultline.kernel.lock.LockStrategy;
import faultline.kernel.lock.Look;
import faultline.kernel.memory.Task;
import faultline.kernel.mm.Syscalls;
import faultline.kernel.mm.VmFlags;
import java.util.List;
import java.util.Set;

/// A mapping moves, and something else comes where it was.
///
/// ```
///     a reader of the old place                 the mover, in two sessions
///
///     finds the VMA                             a.so+1 at the new place; the old VMA freed
///     its file                                  b.so+2 at the old place, perhaps in the same memory
///     its offset
/// ```
final class AtMove extends MmScenario {
    private final Reading how;

    AtMove(LockStrategy strategy, Reading how) {
        super(strategy, how.word + "-at-move",
                "a.so+1 moves away and b.so+2 comes in its place, while somebody asks what is there",
                List.of(how.word, "move"), Set.of("a.so+1", "b.so+2", FELL_BACK));
        this.how = how;
    }

    @Override Play over(Process process, Task boot) {
        long page = process.page();
        process.map(boot, 2 * page, 1, VmFlags.READ, process.a(), 1);
        Look look = new Look();
        return (which, task) -> {
            if (which == 0) {
                return how.at(process, task, 2 * page, look);
            }
            Syscalls.mremap(task, process.mm(), 2 * page, page, page, true, 4 * page);
            process.map(task, 2 * page, 1, VmFlags.READ, process.b(), 2);
            return "";
        };
    }
}
