package faultline.lab.scenario;

import faultline.kernel.lock.LockStrategy;
import faultline.kernel.memory.Task;
import faultline.kernel.mm.FaultResult;
import faultline.kernel.mm.Syscalls;
import faultline.kernel.mm.VmFlags;
import java.util.List;
import java.util.Set;

/// The lower page of a mapping is written while it goes. The VMA stays, and no longer covers the page.
///
/// ```
///     fault on the lower page                   munmap of it
///
///     finds the VMA                             a new VMA for the lower page; the old one: start + 1 page
///     gets in, perhaps when all is over         the new one detached, out of the tree
///     covered?                                  page-table lock: what is there goes
///     page-table lock; still valid?
///     sets the entry                            reads the page: nothing is there
/// ```
final class FaultAtTrim extends MmScenario {

    FaultAtTrim(LockStrategy strategy) {
        super(strategy, "fault-at-trim", "a page is written while it goes and the rest of its mapping stays",
                List.of("fault", "unmap"), Set.of("DONE, gone", "SIGSEGV_MAPERR, gone"));
    }

    @Override Play over(Process process, Task boot) {
        long page = process.page();
        long lower = 2 * page;
        process.map(boot, lower, 2, VmFlags.READ | VmFlags.WRITE, null, 0);
        process.user().write(boot, process.mm(), lower + page, 1);
        return (which, task) -> {
            if (which == 0) {
                return process.user().write(task, process.mm(), lower, 7).toString();
            }
            Syscalls.munmap(task, process.mm(), lower, page);
            FaultResult read = process.user().read(task, process.mm(), lower);
            return read == FaultResult.SIGSEGV_MAPERR ? "gone" : "still there: " + read;
        };
    }
}
