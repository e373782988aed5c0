package faultline.lab.scenario;

import faultline.kernel.lock.LockStrategy;
import faultline.kernel.memory.Task;
import faultline.kernel.mm.VmFlags;
import java.util.List;
import java.util.Set;

/// One task writes to a stack while another one makes it grow.
///
/// ```
///     fault                                     fault below the stack
///
///     gets in                                   nobody there: mmap_lock for writing
///     start, offset                             announced; start - 1 page, offset - 1
///     sets the entry                            downgraded; sets its entry
/// ```
final class FaultAtStackGrowth extends MmScenario {

    FaultAtStackGrowth(LockStrategy strategy) {
        super(strategy, "fault-at-stack-growth", "a stack is written by one task while another one makes it grow",
                List.of("fault", "grow"), Set.of("DONE, DONE"));
    }

    @Override Play over(Process process, Task boot) {
        long page = process.page();
        process.map(boot, 5 * page, 2, VmFlags.READ | VmFlags.WRITE | VmFlags.GROWSDOWN, null, 0);
        process.user().write(boot, process.mm(), 6 * page, 1);
        return (which, task) ->
                process.user().write(task, process.mm(), which == 0 ? 5 * page : 4 * page, 7).toString();
    }
}
