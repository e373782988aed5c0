package faultline.lab.scenario;

import faultline.kernel.lock.LockStrategy;
import faultline.kernel.memory.Task;
import faultline.kernel.mm.VmFlags;
import java.util.List;
import java.util.Set;

/// A probe is hit while its text makes room for another file's, which has none.
///
/// ```
///     hit                                       remap
///
///     breakpoint                                a.so+1 goes, and the breakpoint with its page
///     finds the VMA: its file, its offset       b.so+2 comes
///     a probe there? believed, or not
///     not: under mmap_lock the same;
///     none, and no breakpoint: start again
/// ```
///
/// Whoever trusted a look that found no probe would kill an innocent process with SIGTRAP.
final class HitAtRemap extends MmScenario {

    HitAtRemap(LockStrategy strategy) {
        super(strategy, "hit-at-remap", "a probe is hit while its text makes room for another file's",
                List.of("hit", "remap"), Set.of(Probed.HIT, Probed.PASSED));
    }

    @Override Play over(Process process, Task boot) {
        long address = 2 * process.page();
        Probed probed = new Probed(process, false);
        probed.map(boot, address);
        probed.register(boot);
        process.user().fetch(boot, process.mm(), address);
        return (which, task) -> {
            if (which == 0) {
                return probed.execute(task, address);
            }
            process.map(task, address, 1, VmFlags.READ | VmFlags.EXEC, process.b(), 2);
            return "";
        };
    }
}
