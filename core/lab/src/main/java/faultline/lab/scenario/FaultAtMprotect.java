package faultline.lab.scenario;

import faultline.kernel.lock.LockStrategy;
import faultline.kernel.memory.Task;
import faultline.kernel.mm.FaultResult;
import faultline.kernel.mm.Syscalls;
import faultline.kernel.mm.VmFlags;
import java.util.List;
import java.util.Set;

/// A page is written while it becomes read-only. Once the call has returned nobody writes to it.
///
/// ```
///     fault                                     mprotect
///
///     copies the rights                         announced; readers are gone, or will notice
///     prepares a page                           the rights
///     page-table lock; still valid?             page-table lock: what is there loses WRITE
///     sets the entry, which may be written      …
///                                               tries to write, and is refused
/// ```
final class FaultAtMprotect extends MmScenario {

    FaultAtMprotect(LockStrategy strategy) {
        super(strategy, "fault-at-mprotect", "a page is written beside another one while both become read-only",
                List.of("fault", "mprotect"), Set.of("DONE, refused", "SIGSEGV_ACCERR, refused"));
    }

    @Override Play over(Process process, Task boot) {
        long start = 2 * process.page();
        long address = start + process.page();
        process.map(boot, start, 2, VmFlags.READ | VmFlags.WRITE, null, 0);
        process.user().write(boot, process.mm(), start, 1);
        return (which, task) -> {
            if (which == 0) {
                return process.user().write(task, process.mm(), address, 7).toString();
            }
            Syscalls.mprotect(task, process.mm(), start, 2 * process.page(), VmFlags.READ);
            FaultResult late = process.user().write(task, process.mm(), address, 9);
            return late == FaultResult.SIGSEGV_ACCERR ? "refused" : "written when read-only";
        };
    }
}
