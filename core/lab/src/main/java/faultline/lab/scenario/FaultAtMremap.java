package faultline.lab.scenario;

import faultline.kernel.lock.LockStrategy;
import faultline.kernel.memory.Task;
import faultline.kernel.mm.FaultResult;
import faultline.kernel.mm.Syscalls;
import faultline.kernel.mm.VmFlags;
import java.util.List;
import java.util.Set;

/// A page is written while its mapping moves. What was written is found at the new place.
///
/// ```
///     fault                                     mremap
///
///     gets in                                   announced; readers are gone, or will notice
///     page-table lock; still valid?             both page-table locks: the entries move
///     sets the entry                            the old VMA goes
///                                               reads at the new place
/// ```
final class FaultAtMremap extends MmScenario {

    FaultAtMremap(LockStrategy strategy) {
        super(strategy, "fault-at-mremap", "a page is written beside another one while both move",
                List.of("fault", "mremap"), Set.of("DONE, 7", "SIGSEGV_MAPERR, 0"));
    }

    @Override Play over(Process process, Task boot) {
        long page = process.page();
        long from = page;
        long to = 5 * page;
        process.map(boot, from, 2, VmFlags.READ | VmFlags.WRITE, null, 0);
        process.user().write(boot, process.mm(), from, 1);
        return (which, task) -> {
            if (which == 0) {
                return process.user().write(task, process.mm(), from + page, 7).toString();
            }
            Syscalls.mremap(task, process.mm(), from, 2 * page, 2 * page, true, to);
            FaultResult read = process.user().read(task, process.mm(), to + page);
            return read == FaultResult.DONE ? Long.toString(process.user().value(task)) : read.toString();
        };
    }
}
