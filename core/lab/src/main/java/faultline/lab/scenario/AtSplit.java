package faultline.lab.scenario;

import faultline.kernel.lock.LockStrategy;
import faultline.kernel.lock.Look;
import faultline.kernel.memory.Task;
import faultline.kernel.mm.Syscalls;
import faultline.kernel.mm.VmFlags;
import java.util.List;
import java.util.Set;

/// The first page of a mapping goes. What lies above keeps the VMA, which gets another start and another offset.
///
/// ```
///     a reader of the last page                 the unmapper
///
///     start    ◀── both, or neither ──▶         a new VMA for the page that goes, out of the tree
///     offset   ◀──────────────────────▶         the old one: start + 1 page, offset + 1
/// ```
///
/// If `again`, another session comes before, elsewhere: the mark of the second may be seen with the number of the
/// first.
final class AtSplit extends MmScenario {
    private static final int PAGES = 2;

    private final Reading how;
    private final boolean again;

    AtSplit(LockStrategy strategy, Reading how, boolean again) {
        super(strategy, how.word + (again ? "-at-second-write" : "-at-split"), again
                        ? "something is mapped elsewhere, then the first page of a mapping goes under who asks for its last"
                        : "the first page of a mapping goes while somebody asks which page the last one is",
                List.of(how.word, "unmap"), Set.of("a.so+" + PAGES, FELL_BACK));
        this.how = how;
        this.again = again;
    }

    @Override Play over(Process process, Task boot) {
        long start = 2 * process.page();
        long last = start + (PAGES - 1) * process.page();
        process.map(boot, start, PAGES, VmFlags.READ, process.a(), 1);
        Look look = new Look();
        return (which, task) -> {
            if (which == 0) {
                return how.at(process, task, last, look);
            }
            if (again) {
                process.map(task, process.page(), 1, VmFlags.READ, null, 0);
            }
            Syscalls.munmap(task, process.mm(), start, process.page());
            return "";
        };
    }
}
