package faultline.lab.scenario;

import faultline.kernel.lock.LockStrategy;
import faultline.kernel.memory.Task;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.Syscalls;
import faultline.kernel.mm.VmFlags;
import java.util.List;
import java.util.Set;

/// A process writes a page while it forks. The child has the page as it was before or after, and keeps it so.
///
/// ```
///     fault                                     fork
///
///     gets in                                   announced; readers are gone, or will notice
///     page-table lock; still valid?             page-table lock: the entry loses WRITE, the child shares it
///     makes the entry one that may be written   TLBs forget
///     writes                                    the child reads, and reads again
/// ```
final class FaultAtFork extends MmScenario {

    FaultAtFork(LockStrategy strategy) {
        super(strategy, "fault-at-fork", "a process writes a page while it forks, and the child reads the page twice",
                List.of("fault", "fork"), Set.of("DONE, the child has 1", "DONE, the child has 7"));
    }

    @Override Play over(Process process, Task boot) {
        long address = 2 * process.page();
        process.map(boot, address, 1, VmFlags.READ | VmFlags.WRITE, null, 0);
        process.user().write(boot, process.mm(), address, 1);
        return (which, task) -> {
            if (which == 0) {
                return process.user().write(task, process.mm(), address, 7).toString();
            }
            MmStruct child = Syscalls.fork(task, process.mm());
            process.user().read(task, child, address);
            long first = process.user().value(task);
            process.user().read(task, child, address);
            long then = process.user().value(task);
            return "the child has " + first + (then == first ? "" : ", then " + then);
        };
    }
}
