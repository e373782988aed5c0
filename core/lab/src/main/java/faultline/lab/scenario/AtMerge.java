package faultline.lab.scenario;

import faultline.kernel.lock.LockStrategy;
import faultline.kernel.lock.Look;
import faultline.kernel.memory.Task;
import faultline.kernel.mm.Syscalls;
import faultline.kernel.mm.VmFlags;
import java.util.List;
import java.util.Set;

/// Two neighbours become one mapping: the lower VMA grows over the upper one, which is freed.
///
/// ```
///     a reader of the upper page                who gives both the same rights
///
///     finds a VMA                               the upper one detached, the tree says lower
///     start, offset                             lower: end + 1 page; upper: freed
///     believes them, or not
/// ```
final class AtMerge extends MmScenario {
    private final Reading how;

    AtMerge(LockStrategy strategy, Reading how) {
        super(strategy, how.word + "-at-merge",
                "two mappings become one while somebody asks which page is at the upper one",
                List.of(how.word, "merge"), Set.of("a.so+2", FELL_BACK));
        this.how = how;
    }

    @Override Play over(Process process, Task boot) {
        long upper = 3 * process.page();
        process.map(boot, 2 * process.page(), 1, VmFlags.READ, process.a(), 1);
        process.map(boot, upper, 1, VmFlags.READ | VmFlags.EXEC, process.a(), 2);
        Look look = new Look();
        return (which, task) -> {
            if (which == 0) {
                return how.at(process, task, upper, look);
            }
            Syscalls.mprotect(task, process.mm(), upper, process.page(), VmFlags.READ);
            return "";
        };
    }
}
