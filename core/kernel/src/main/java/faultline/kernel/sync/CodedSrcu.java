package faultline.kernel.sync;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Line;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;

/// Readers count themselves in and out on their own CPU's line, under one of two indices; the updater adds
/// up.
///
/// ```
///     reader                                    updater, for the index not in use, flips, for the other
///
///     locks[idx] + 1                            sum of unlocks[idx]
///     ──── B: full barrier ────  ◀───────────▶  ──── A: full barrier ────
///     reads                                     sum of locks[idx] the same? nobody is inside
///     ──── C: full barrier ────  ────────┐
///     unlocks[idx] + 1                   └────▶ what comes after the grace period
///
///     next reader                               between the two scans
///                                               ──── E: full barrier ────
///     idx of the kernel's word ◀─────────────── srcu_idx + 1
///                                               ──── D: full barrier ────
/// ```
///
/// **A with B.** Either the updater counts the reader, or the reader sees all that was written before the
/// grace period. Unlocks are summed before locks, so a reader that was counted out was counted in too.
///
/// **C with A.** A reader that was counted out has read all it will read.
///
/// Both indices are scanned, because a reader may have fetched its index long before it counted itself. The
/// flip, and E and D around it, only keep a stream of new readers from holding the updater up; no outcome
/// rests on them, as the kernel says of its own.
///
/// A *lite* reader has no B and C: it counts inside RCU, and each scan waits for an RCU grace period in A's
/// place. The kernel's counts run with preemption off, which is RCU there.
///
/// A reader must not write anything shared, so nobody can wake the updater: it looks again after a pause, as
/// the kernel's does from a timer. One updater at a time; the others wait and then do it all again, where the
/// kernel shares.
final class CodedSrcu extends Srcu {
    private final Memory memory;
    private final boolean lite;
    private final RwSemaphore mutex;
    private final Word index;
    private final Word[][] locks;     // by index and CPU; one CPU's four on a line of its own
    private final Word[][] unlocks;

    CodedSrcu(CodedSync sync, KernelObject owner, String name, int cpus, boolean lite) {
        this.memory = sync.memory();
        this.lite = lite;
        this.mutex = sync.rwSemaphore(memory.line(owner), name + ".srcu_gp_mutex", name + ".srcu_gp_mutex");
        this.index = memory.line(owner).word(name + ".srcu_idx", 0);
        this.locks = new Word[2][cpus];
        this.unlocks = new Word[2][cpus];
        for (int cpu = 0; cpu < cpus; cpu++) {
            Line line = memory.line(owner);
            for (int idx = 0; idx < 2; idx++) {
                locks[idx][cpu] = line.word(name + ".cpu" + cpu + ".srcu_locks[" + idx + "]", 0);
                unlocks[idx][cpu] = line.word(name + ".cpu" + cpu + ".srcu_unlocks[" + idx + "]", 0);
            }
        }
    }

    @Override public int readLock(Task task) {
        if (lite) {
            memory.rcuReadLock(task);
            int idx = (int) index.readOnce() & 1;
            increment(locks[idx][task.cpu()]);
            memory.rcuReadUnlock(task);
            return idx;
        }
        int idx = (int) index.readOnce() & 1;
        increment(locks[idx][task.cpu()]);
        memory.mb("Srcu.B");
        return idx;
    }

    @Override public void readUnlock(Task task, int idx) {
        if (lite) {
            memory.rcuReadLock(task);
            increment(unlocks[idx][task.cpu()]);
            memory.rcuReadUnlock(task);
            return;
        }
        memory.mb("Srcu.C");
        increment(unlocks[idx][task.cpu()]);
    }

    @Override public void synchronize(Task task) {
        if (task.rcuDepth() > 0) {
            throw memory.bug(task + " waits for SRCU readers inside RCU");
        }
        mutex.downWrite(task, false);
        long inUse = index.get();
        waitForReaders(task, (int) (inUse + 1) & 1);
        memory.mb("Srcu.E");
        index.writeOnce(inUse + 1);
        memory.mb("Srcu.D");
        waitForReaders(task, (int) inUse & 1);
        mutex.upWrite(task);
    }

    private void waitForReaders(Task task, int idx) {
        while (!nobodyInside(task, idx)) {
            task.pause();
        }
    }

    private boolean nobodyInside(Task task, int idx) {
        long out = sum(unlocks[idx]);
        if (lite) {
            memory.synchronizeRcu(task);
        } else {
            memory.mb("Srcu.A");
        }
        return sum(locks[idx]) == out;
    }

    private static long sum(Word[] counters) {
        long sum = 0;
        for (int cpu = 0; cpu < counters.length; cpu++) {
            sum += counters[cpu].readOnce();
        }
        return sum;
    }

    /// Only the task of a CPU writes that CPU's counters.
    private static void increment(Word counter) {
        counter.writeOnce(counter.get() + 1);
    }
}
