package faultline.lab.scenario;

import java.util.List;

/// A lettered ordering, and the scenario that fails without it: what to run to see why it is there.
///
/// | over       | letters                                                                     |
/// |------------|-----------------------------------------------------------------------------|
/// | `sync`     | those of [faultline.kernel.sync], one lock at a time, in [SyncScenarios]    |
/// | a strategy | its own, and those of the strategy it adds to, in [MmScenarios#whole]       |
///
/// @param over     the strategy's name; `sync` for the kernel's locks
/// @param edge     as in [faultline.lab.Explorer#without]
/// @param scenario its name; "" if no outcome rests on the ordering
/// @param why      if none does, why it is there all the same
public record Conviction(String over, String edge, String scenario, String why) {
    private static final String SYNC = "sync";
    private static final String STACK = "stack-growth";

    /// Whether leaving the ordering out can be seen.
    public boolean isNeeded() {
        return !scenario.isEmpty();
    }

    /// All that are known, those of the kernel's locks first.
    public static List<Conviction> all() {
        return List.of(
                needed(SYNC, "SpinLock.A", "spin-lock-twice"),
                needed(SYNC, "SpinLock.B", "spin-lock-twice"),
                needed(SYNC, "SpinLock.C", "spin-lock-twice"),
                needed(SYNC, "SpinLock.D", "spin-lock-queue"),
                needed(SYNC, "SpinLock.E", "spin-lock-queue"),
                needed(SYNC, "SeqCount.A", "seqcount"),
                needed(SYNC, "SeqCount.B", "seqcount"),
                needed(SYNC, "SeqCount.C", "seqcount"),
                needed(SYNC, "SeqCount.D", "seqcount"),
                needed(SYNC, "Refcount.A", "refcount-free"),
                needed(SYNC, "Refcount.B", "refcount-free"),
                needed(SYNC, "RcuWait.A", "rcuwait"),
                needed(SYNC, "RcuWait.B", "rcuwait"),
                needed(SYNC, "RcuWait.C", "rcuwait"),
                needed(SYNC, "RwSemaphore.A", "rw-semaphore"),
                needed(SYNC, "RwSemaphore.B", "rw-semaphore"),
                needed(SYNC, "RwSemaphore.C", "rw-semaphore"),
                needed(SYNC, "RwSemaphore.D", "rw-semaphore"),
                needed(SYNC, "RwSemaphore.E", "rw-semaphore"),
                needed(SYNC, "RwSemaphore.F", "rw-semaphore"),
                needed(SYNC, "Srcu.A", "srcu-writer"),
                needed(SYNC, "Srcu.B", "srcu-reader"),
                needed(SYNC, "Srcu.C", "srcu-writer"),
                kept(SYNC, "Srcu.D", "it only keeps a stream of readers from holding the updater up"),
                kept(SYNC, "Srcu.E", "it only keeps a stream of readers from holding the updater up"),
                needed(SYNC, "TasksTrace.A", "tasks-trace-writer"),
                needed("rwsem", "C", "read-at-" + STACK),
                needed("rwsem", "D", "read-at-" + STACK),
                needed("refcount", "A", "look-at-reuse"),
                needed("refcount", "B", "fault-at-mprotect"),
                needed("refcount", "C", "fault-at-mprotect"),
                needed("refcount", "D", "read-at-remap"),
                needed("refcount", "E", "read-at-merge"),
                needed("refcount", "SeqCount.B", "read-at-" + STACK),
                needed("srcu", "A", "look-at-" + STACK),
                needed("srcu", "B", "look-at-" + STACK),
                needed("srcu", "C", "look-at-" + STACK),
                needed("srcu", "D", "look-at-" + STACK),
                needed("store-free", "A", "read-at-" + STACK),
                needed("store-free", "B", "read-at-" + STACK),
                needed("seqcount", "A", "read-at-reuse"),
                needed("seqcount", "B", "fault-at-mprotect"),
                needed("seqcount", "C", "fault-at-mprotect"),
                needed("seqcount", "D", "read-at-remap"),
                needed("seqcount", "E", "read-at-merge"),
                needed("seqcount", "SeqCount.A", "look-at-" + STACK),
                needed("seqcount", "SeqCount.B", "read-at-" + STACK),
                needed("seqcount", "SeqCount.C", "look-at-reuse"),
                needed("seqcount", "SeqCount.D", "look-at-" + STACK),
                needed("vma-seq", "A", "look-at-" + STACK),
                needed("vma-seq", "B", "look-at-" + STACK),
                needed("vma-seq", "C", "read-at-" + STACK),
                needed("vma-seq", "D", "read-at-" + STACK),
                needed("vma-seq", "E", "look-at-second-write"),
                needed("vma-seq", "F", "look-at-" + STACK),
                needed("vma-seq", "G", "look-at-second-write"));
    }

    /// Those of one strategy, or of `sync`.
    public static List<Conviction> of(String over) {
        return all().stream().filter(one -> one.over().equals(over)).toList();
    }

    private static Conviction needed(String over, String edge, String scenario) {
        return new Conviction(over, edge, scenario, "");
    }

    private static Conviction kept(String over, String edge, String why) {
        return new Conviction(over, edge, "", why);
    }
}
