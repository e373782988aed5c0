package faultline.lab.scenario;

import faultline.kernel.lock.LockStrategy;
import faultline.kernel.memory.Task;
import faultline.kernel.mm.FaultResult;
import faultline.kernel.mm.Syscalls;
import faultline.kernel.mm.VmFlags;
import java.util.List;
import java.util.Set;

/// A page of a file is read for the first time while its mapping and the one below become one.
///
/// ```
///     fault on the upper page                   mprotect, which makes both alike
///
///     finds the upper VMA                       the lower one grows over it; it is freed
///     start, offset
///     page-table lock; still valid?
///     sets the entry to that page of the file
/// ```
final class FaultAtMerge extends MmScenario {

    FaultAtMerge(LockStrategy strategy) {
        super(strategy, "fault-at-merge", "a page of a file is read while its mapping and the one below become one",
                List.of("fault", "merge"), Set.of("a.so+2"));
    }

    @Override Play over(Process process, Task boot) {
        long lower = 2 * process.page();
        long upper = lower + process.page();
        process.map(boot, lower, 1, VmFlags.READ, process.a(), 1);
        process.map(boot, upper, 1, VmFlags.READ | VmFlags.EXEC, process.a(), 2);
        process.user().read(boot, process.mm(), lower);
        return (which, task) -> {
            if (which == 1) {
                Syscalls.mprotect(task, process.mm(), upper, process.page(), VmFlags.READ);
                return "";
            }
            FaultResult read = process.user().read(task, process.mm(), upper);
            return read == FaultResult.DONE ? Process.page(process.user().value(task)) : read.toString();
        };
    }
}
