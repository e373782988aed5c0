package faultline.lab.scenario;

import faultline.kernel.lock.LockStrategy;
import faultline.kernel.memory.Task;
import java.util.List;
import java.util.Set;

/// An instruction is executed while it gets a probe.
///
/// ```
///     execute                                   register
///
///                                               probe in the tree, consumer on its list
///                                               what the instruction was; HAS_UPROBES
///     the instruction, or the breakpoint        mmap_lock for writing: the breakpoint
///     which probe?  none: SIGTRAP
/// ```
///
/// Each step comes before the next, or a task that meets the breakpoint too early dies of it.
final class HitAtRegister extends MmScenario {

    HitAtRegister(LockStrategy strategy) {
        super(strategy, "hit-at-register", "an instruction is executed while it gets a probe",
                List.of("execute", "register"), Set.of(Probed.HIT, Probed.PASSED));
    }

    @Override Play over(Process process, Task boot) {
        long address = 2 * process.page();
        Probed probed = new Probed(process, false);
        probed.map(boot, address);
        process.user().fetch(boot, process.mm(), address);
        return (which, task) -> {
            if (which == 0) {
                return probed.execute(task, address);
            }
            probed.register(task);
            return "";
        };
    }
}
