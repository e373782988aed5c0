package faultline.lab.scenario;

import faultline.kernel.lock.LockStrategy;
import faultline.kernel.lock.Look;
import faultline.kernel.memory.Task;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.Syscalls;
import faultline.kernel.mm.VmFlags;
import java.util.List;
import java.util.Set;

/// A mapping goes, and the memory of its VMA becomes one of another process, at the same address.
///
/// ```
///     a reader in this process                  the unmapper, then in another process
///
///     finds the VMA                             detached, out of the tree, freed
///     is it still ours?                         in another life, at the same address
///     believes it, or not                       [the other process ends, and its mm is freed]
///     whose writer waits for me?
/// ```
///
/// Found in one life and read in the next, it would tell of another process. And the writer whom a reader wakes on
/// his way out may be that of a process that has ended. Who begins makes no difference but to the order of the
/// search: `exit-at-read` comes early to readers that come late.
final class AtReuse extends MmScenario {
    private final Reading how;
    private final boolean ends;
    private final int reader;

    private AtReuse(LockStrategy strategy, Reading how, boolean ends, String name, List<String> tasks) {
        super(strategy, name, ends
                        ? "a VMA is unmapped and reused by another process, which ends, under somebody who found it"
                        : "a VMA is unmapped and reused by another process under somebody who found it",
                tasks, Set.of("a.so+1", FELL_BACK));
        this.how = how;
        this.ends = ends;
        this.reader = tasks.indexOf(how.word);
    }

    AtReuse(LockStrategy strategy, Reading how) {
        this(strategy, how, false, how.word + "-at-reuse", List.of(how.word, "reuse"));
    }

    static AtReuse readAtExit(LockStrategy strategy) {
        return new AtReuse(strategy, Reading.READ, true, "read-at-exit", List.of("read", "reuse"));
    }

    static AtReuse exitAtRead(LockStrategy strategy) {
        return new AtReuse(strategy, Reading.READ, true, "exit-at-read", List.of("reuse", "read"));
    }

    @Override Play over(Process process, Task boot) {
        long address = 2 * process.page();
        process.map(boot, address, 1, VmFlags.READ, process.a(), 1);
        MmStruct other = process.kernel().newMm(boot);
        Look look = new Look();
        return (which, task) -> {
            if (which == reader) {
                return how.at(process, task, address, look);
            }
            Syscalls.munmap(task, process.mm(), address, process.page());
            Syscalls.mmap(task, other, address, process.page(), VmFlags.READ, null, 0, true);
            if (ends) {
                other.putUsers(task);
            }
            return "";
        };
    }
}
