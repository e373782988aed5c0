package faultline.lab.scenario;

import faultline.kernel.lock.LockStrategy;
import faultline.kernel.memory.Task;
import faultline.kernel.mm.FaultResult;
import faultline.kernel.mm.Syscalls;
import faultline.kernel.mm.VmFlags;
import java.util.List;
import java.util.Set;

/// A page of a file is read for the first time while the page below it is cut off.
///
/// ```
///     fault on the upper page                   munmap of the lower one
///
///     start    ◀── both, or neither ──▶         start + 1 page
///     offset   ◀──────────────────────▶         offset + 1
///     page-table lock; still valid?
///     sets the entry to that page of the file
/// ```
final class FaultAtSplit extends MmScenario {

    FaultAtSplit(LockStrategy strategy) {
        super(strategy, "fault-at-split", "a page of a file is read while the page below it is unmapped",
                List.of("fault", "unmap"), Set.of("a.so+2"));
    }

    @Override Play over(Process process, Task boot) {
        long start = 2 * process.page();
        long address = start + process.page();
        process.map(boot, start, 2, VmFlags.READ, process.a(), 1);
        process.user().read(boot, process.mm(), start);
        return (which, task) -> {
            if (which == 1) {
                Syscalls.munmap(task, process.mm(), start, process.page());
                return "";
            }
            FaultResult read = process.user().read(task, process.mm(), address);
            return read == FaultResult.DONE ? Process.page(process.user().value(task)) : read.toString();
        };
    }
}
