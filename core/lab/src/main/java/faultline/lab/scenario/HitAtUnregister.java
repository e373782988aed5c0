package faultline.lab.scenario;

import faultline.kernel.lock.LockStrategy;
import faultline.kernel.memory.Task;
import java.util.List;
import java.util.Set;

/// A probe is hit while the one who watches it goes.
///
/// ```
///     hit                                       unregister
///
///     breakpoint                                consumer off the list
///     enters the read side                      breakpoint out; the last reference: probe out of the tree
///     finds the probe, or starts again          waits for the read side
///     calls the consumer                        frees the consumer
///     leaves the read side
/// ```
final class HitAtUnregister extends MmScenario {

    HitAtUnregister(LockStrategy strategy) {
        super(strategy, "hit-at-unregister", "a probe is hit while the one who watches it unregisters and is freed",
                List.of("hit", "unregister"), Set.of(Probed.HIT, Probed.PASSED));
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
            probed.unregister(task);
            return "";
        };
    }
}
