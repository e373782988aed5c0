package faultline.lab.explorer;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Task;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// What must hold in every execution, whatever the scenario asks for.
///
/// | property                                                    | watched where                                   |
/// |-------------------------------------------------------------|-------------------------------------------------|
/// | under an excluding read nobody changes the VMA              | each store to one of its fields                 |
/// | what a valid look or read saw stood together                | its end                                         |
/// | no false SIGSEGV: the address was forbidden at some moment  | a fault's start and end, and each edit's end    |
/// | no false SIGTRAP: a program without breakpoints gets none   | where a hit finds no probe                      |
/// | at rest nothing is mapped, held or kept that must not be    | the end, by [Checks]                            |
///
/// An *edit* is all that a task changes while it holds `mmap_lock` for writing; what stands in between is no moment.
/// The rest is watched where it happens: use after free and races at each access, sleeping where it is said that one
/// may sleep, lock orders where locks are taken, and whoever never goes on when nobody does.
final class Properties {
    private static final Set<String> FIELDS =
            Set.of("vm_start", "vm_end", "vm_pgoff", "vm_flags", "vm_page_prot", "vm_file");
    private static final String MMAP_LOCK = "mmap_lock";

    private final Turns execution;
    private final Watched[] watched;
    private Checks checks;
    private int edits;
    private String torn;     // what was believed and must not have been; told at the end, if nothing else is

    /// One task, watched.
    private static final class Watched {
        KernelObject excluded;            // whom its read keeps writers out of; `null`: nobody
        int edit;                         // the one it is at; 0: none
        int depth;                        // how many locks it holds for that
        Location[] at = new Location[16]; // what its look or read has seen
        Store[] store = new Store[16];
        int seen;
        KernelObject mm;                  // where it faults; `null`: it does not
        long address;
        long rights;
        boolean wasForbidden;
    }

    Properties(Turns execution) {
        this.execution = execution;
        this.watched = new Watched[execution.tasks.length];
        Arrays.setAll(watched, any -> new Watched());
    }

    /// Whether a cell of this name is one of the fields that readers believe.
    static boolean isField(KernelObject owner, String field) {
        return owner.kind().equals("vma") && FIELDS.contains(field);
    }

    void ask(Checks asked) {
        checks = asked;
    }

    void begin() {
        edits = 0;
        torn = null;
        for (Watched one : watched) {
            one.excluded = null;
            one.edit = 0;
            one.depth = 0;
            one.seen = 0;
            one.mm = null;
        }
    }

    void acquires(ExplorerTask me, String lockClass, boolean shared) {
        if (!shared && lockClass.startsWith(MMAP_LOCK)) {
            Watched one = watched[me.cpu()];
            if (one.depth++ == 0) {
                one.edit = ++edits;
            }
        }
    }

    void releases(ExplorerTask me, String lockClass) {
        Watched one = watched[me.cpu()];
        if (one.depth > 0 && lockClass.startsWith(MMAP_LOCK) && --one.depth == 0) {
            one.edit = 0;
            lookAtFaults();
        }
    }

    void excludes(ExplorerTask me, KernelObject object) {
        watched[me.cpu()].excluded = object;
    }

    /// `me` is about to store to a field. Returns the edit that it belongs to.
    int store(ExplorerTask me, Location at) {
        for (int cpu = 0; cpu < watched.length; cpu++) {
            if (watched[cpu].excluded == at.owner && cpu != me.cpu()) {
                throw execution.bug(me + " changes " + at + " while " + execution.tasks[cpu] + " reads "
                        + at.owner + " and keeps writers out");
            }
        }
        int edit = watched[me.cpu()].edit;
        return edit != 0 ? edit : ++edits;
    }

    /// What `me` saw in a field while it speculates.
    void saw(ExplorerTask me, Location at, Store store) {
        Watched one = watched[me.cpu()];
        if (one.seen > 0 && one.at[0].owner != at.owner) {
            one.seen = 0;   // it has turned to another VMA
        }
        if (one.seen == one.at.length) {
            one.at = Arrays.copyOf(one.at, 2 * one.seen);
            one.store = Arrays.copyOf(one.store, 2 * one.seen);
        }
        one.at[one.seen] = at;
        one.store[one.seen++] = store;
    }

    /// The look or read is over. If it is valid there must be a moment at which all that it saw stood there.
    void endSpeculation(ExplorerTask me, boolean valid) {
        Watched one = watched[me.cpu()];
        boolean together = !valid || one.seen == 0 || stoodTogether(one, 0);
        for (int i = 0; i < one.seen && !together; i++) {
            together = stoodTogether(one, one.store[i].edit);
        }
        if (!together) {
            StringBuilder saw = new StringBuilder();
            for (int i = 0; i < one.seen; i++) {
                saw.append(i == 0 ? "" : ", ").append(one.at[i].field).append(' ').append(one.store[i].value);
            }
            if (torn == null) {
                torn = me + " believes what it saw of " + one.at[0].owner + ", but it never stood together: " + saw;
            }
        }
        one.seen = 0;
    }

    /// Whether all that was seen is what stood there after this edit.
    private static boolean stoodTogether(Watched one, int edit) {
        for (int i = 0; i < one.seen; i++) {
            if (one.at[i].after(edit) != one.store[i].value) {
                return false;
            }
        }
        return true;
    }

    void beginFault(ExplorerTask me, KernelObject mm, long address, long rights) {
        if (execution.current == null || checks == null) {
            return;
        }
        Watched one = watched[me.cpu()];
        one.mm = mm;
        one.address = address;
        one.rights = rights;
        one.wasForbidden = isForbidden(one, me);
    }

    void endFault(ExplorerTask me, boolean denied) {
        Watched one = watched[me.cpu()];
        if (one.mm != null && denied && !one.wasForbidden && !isForbidden(one, me)) {
            throw execution.bug(me + " gets a SIGSEGV at 0x" + Long.toHexString(one.address)
                    + ", where its access was allowed all the while");
        }
        one.mm = null;
    }

    void trapped(ExplorerTask me, long address) {
        if (execution.current != null && checks != null && !checks.haveBreakpoints()) {
            throw execution.bug(me + " gets a SIGTRAP at 0x" + Long.toHexString(address)
                    + ", where its program has no breakpoint of its own");
        }
    }

    /// An edit is complete.
    private void lookAtFaults() {
        for (int cpu = 0; cpu < watched.length; cpu++) {
            Watched one = watched[cpu];
            if (one.mm != null && !one.wasForbidden) {
                one.wasForbidden = isForbidden(one, execution.tasks[cpu]);
            }
        }
    }

    /// In the middle of an edit nobody can say, and then it is.
    private boolean isForbidden(Watched one, Task task) {
        for (Watched other : watched) {
            if (other.edit != 0) {
                return true;
            }
        }
        return !execution.between(() -> checks.allows(task, one.mm, one.address, one.rights));
    }

    /// What was believed although it never stood together, or `null`.
    String torn() {
        return torn;
    }

    /// All has ended.
    void atRest(Task task) {
        List<String> wrong = checks == null ? List.of() : checks.atRest(task);
        if (!wrong.isEmpty()) {
            throw execution.bug("at rest " + String.join("; ", wrong));
        }
    }
}
