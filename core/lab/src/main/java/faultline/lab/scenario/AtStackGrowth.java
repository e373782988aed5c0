package faultline.lab.scenario;

import faultline.kernel.lock.LockStrategy;
import faultline.kernel.lock.Look;
import faultline.kernel.memory.Task;
import faultline.kernel.mm.VmFlags;
import java.util.List;
import java.util.Set;

/// A stack grows by a page: its start and its offset move together, so that each address stays the page that it was.
///
/// ```
///     a reader                                  who faults below the stack
///
///     start    ◀── both, or neither ──▶         start - 1 page
///     offset   ◀──────────────────────▶         offset - 1
/// ```
final class AtStackGrowth extends MmScenario {
    private static final String SAME = "the same page";

    private final Reading how;

    AtStackGrowth(LockStrategy strategy, Reading how) {
        super(strategy, how.word + "-at-stack-growth",
                "a stack grows under somebody who asks which page of it an address is",
                List.of(how.word, "grow"), Set.of(SAME, FELL_BACK));
        this.how = how;
    }

    @Override Play over(Process process, Task boot) {
        long address = 5 * process.page();
        process.map(boot, address, 1, VmFlags.READ | VmFlags.WRITE | VmFlags.GROWSDOWN, null, 0);
        process.user().write(boot, process.mm(), address, 1);
        Look look = new Look();
        String before = how.at(process, boot, address, look);
        return (which, task) -> {
            if (which == 1) {
                process.user().read(task, process.mm(), address - process.page());
                return "";
            }
            String seen = how.at(process, task, address, look);
            return seen.equals(before) && !seen.equals(FELL_BACK) ? SAME : seen;
        };
    }
}
