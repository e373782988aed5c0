package stale;

import faultline.kernel.memory.Line;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;
import faultline.kernel.sync.SpinLock;

/// A VMA, and one entry of the page table below it. A fault looks at the VMA under no lock at all, and `mprotect` takes
/// the right to write away meanwhile.
///
/// ```
///     a fault that wants to write               mprotect
///
///     start = sequence  C: acquire ◀───┐        sequence + 1, odd
///     odd? gives up                    │    ┌── A: write barrier
///     flags: may be written?           │    │   flags = read-only
///     prepares a page, perhaps asleep  │    │   page-table lock
///     D: read barrier                  │    │       an entry? it is read-only now
///     sequence still start? ◀──────────│────┘   page-table unlock
///     page-table lock                  │        B: write barrier
///         entry = the page, writable   └─────── sequence + 1, even
///     page-table unlock
/// ```
public final class Stale {
    public static final long NONE = 0;
    public static final long PAGE = 2;
    public static final long WRITE = 1;

    private final Memory memory;
    private final SpinLock tableLock;
    private final Word sequence;
    private final Word flags;
    private final Word entry;

    /// A VMA that may be written, and no page in it.
    public Stale(Memory memory, SpinLock tableLock, Line vma, Line table) {
        this.memory = memory;
        this.tableLock = tableLock;
        this.sequence = vma.word("vm_sequence", 0);
        this.flags = vma.word("vm_flags", WRITE);
        this.entry = table.word("pte", NONE);
    }

    /// How it ended: `"mapped"`; `"refused"`, because the VMA may not be written; or `"gave up"`, to come again with
    /// `mmap_lock` held.
    public String fault(Task task) {
        long start = sequence.loadAcquire("C");
        if (start % 2 != 0) {
            return "gave up";
        }
        long seen = flags.readOnce();
        if ((seen & WRITE) == 0) {
            return "refused";
        }
        tableLock.lock(task);
        entry.writeOnce(PAGE | seen);
        tableLock.unlock(task);
        if (isStill(start)) {
            return "mapped";
        }
        tableLock.lock(task);
        entry.writeOnce(NONE);
        tableLock.unlock(task);
        return "gave up";
    }

    private boolean isStill(long start) {
        memory.rmb("D");
        return sequence.readOnce() == start;
    }

    /// One at a time: its caller holds `mmap_lock` for writing.
    public void mprotect(Task task) {
        sequence.writeOnce(sequence.get() + 1);
        memory.wmb("A");
        flags.writeOnce(0);
        tableLock.lock(task);
        entry.writeOnce(entry.readOnce() & ~WRITE);
        tableLock.unlock(task);
        memory.wmb("B");
        sequence.writeOnce(sequence.get() + 1);
    }

    /// Whether a thread may write to the page, as the entry has it.
    public boolean isWritable() {
        return (entry.readOnce() & WRITE) != 0;
    }
}
