package stale.frame;

import faultline.kernel.memory.Line;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;
import faultline.kernel.sync.SpinLock;

/// The same VMA and entry, and a fault that looks for the second time with the page-table lock held.
///
/// ```
///     a fault that wants to write               mprotect
///
///     start = sequence  C: acquire ◀───┐        sequence + 1, odd
///     odd? gives up                    │    ┌── A: write barrier
///     flags: may be written?           │    │   flags = read-only
///     page-table lock                  │    │   page-table lock
///         D: read barrier              │    │       the entry is read-only now
///         sequence still start? ◀──────│────┘   page-table unlock
///         entry = the page, writable   │        B: write barrier
///     page-table unlock                └─────── sequence + 1, even
/// ```
final class Settled {
    private static final long PAGE = 2;
    private static final long WRITE = 1;

    private final Memory memory;
    private final SpinLock tableLock;
    private final Word sequence;
    private final Word flags;
    private final Word entry;

    Settled(Memory memory, SpinLock tableLock, Line vma, Line table) {
        this.memory = memory;
        this.tableLock = tableLock;
        this.sequence = vma.word("vm_sequence", 0);
        this.flags = vma.word("vm_flags", WRITE);
        this.entry = table.word("pte", 0);
    }

    String fault(Task task) {
        long start = sequence.loadAcquire("C");
        if (start % 2 != 0) {
            return "gave up";
        }
        if ((flags.readOnce() & WRITE) == 0) {
            return "refused";
        }
        tableLock.lock(task);
        memory.rmb("D");
        boolean still = sequence.readOnce() == start;
        if (still) {
            entry.writeOnce(PAGE | WRITE);
        }
        tableLock.unlock(task);
        return still ? "mapped" : "gave up";
    }

    void mprotect(Task task) {
        sequence.writeOnce(1);
        memory.wmb("A");
        flags.writeOnce(0);
        tableLock.lock(task);
        entry.writeOnce(entry.readOnce() & ~WRITE);
        tableLock.unlock(task);
        memory.wmb("B");
        sequence.writeOnce(2);
    }

    boolean isWritable() {
        return (entry.readOnce() & WRITE) != 0;
    }
}
