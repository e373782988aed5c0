package faultline.lab.scenario;

import faultline.kernel.lock.LockStrategy;
import faultline.kernel.memory.Task;
import faultline.kernel.mm.Syscalls;
import faultline.kernel.mm.VmFlags;
import java.util.List;
import java.util.Set;

/// A page is written for the first time while its mapping goes. Afterwards nothing is mapped.
///
/// ```
///     fault                                     munmap
///
///     gets in                                   announced; readers are gone, or will notice
///     prepares a page                           detached, out of the tree, downgraded
///     page-table lock; still valid?             page-table lock: what is there goes
///     sets the entry                            page tables freed
/// ```
///
/// If `second`, beside a page that is there already, so that the fault finds all it needs but its page.
final class FaultAtMunmap extends MmScenario {
    private final boolean second;

    FaultAtMunmap(LockStrategy strategy, boolean second) {
        super(strategy, second ? "second-fault-at-munmap" : "fault-at-munmap",
                second ? "a page is written beside another one while both are unmapped"
                        : "a page is written for the first time while it is unmapped",
                List.of("fault", "munmap"), Set.of("DONE", "SIGSEGV_MAPERR"));
        this.second = second;
    }

    @Override Play over(Process process, Task boot) {
        long start = 2 * process.page();
        int pages = second ? 2 : 1;
        long address = start + (pages - 1) * process.page();
        process.map(boot, start, pages, VmFlags.READ | VmFlags.WRITE, null, 0);
        if (second) {
            process.user().write(boot, process.mm(), start, 1);
        }
        return (which, task) -> {
            if (which == 0) {
                return process.user().write(task, process.mm(), address, 7).toString();
            }
            Syscalls.munmap(task, process.mm(), start, pages * process.page());
            return "";
        };
    }
}
