package faultline.lab.scenario;

import faultline.kernel.lock.LockStrategy;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;
import java.util.List;
import java.util.Set;

/// Text is mapped while one of its instructions gets a probe. One of the two puts the breakpoint in.
///
/// ```
///     mmap                                      register
///
///     VMA in the tree and in the file's list    probe in the tree
///     probes of this file? breakpoints          mappings of this file? breakpoints
///     registered by now? executes it: hit       registered
/// ```
final class MapAtRegister extends MmScenario {

    MapAtRegister(LockStrategy strategy) {
        super(strategy, "map-at-register", "text is mapped while one of its instructions gets a probe",
                List.of("map", "register"), Set.of(Probed.HIT, "not registered yet"));
    }

    @Override Play over(Process process, Task boot) {
        long address = 2 * process.page();
        Probed probed = new Probed(process, false);
        Word registered = process.kernel().memory().line(process.mm()).word("registered", 0);
        return (which, task) -> {
            if (which == 1) {
                probed.register(task);
                registered.storeRelease("MapAtRegister.A", 1);
                return "";
            }
            probed.map(task, address);
            return registered.loadAcquire("MapAtRegister.A") == 0 ? "not registered yet"
                    : probed.execute(task, address);
        };
    }
}
