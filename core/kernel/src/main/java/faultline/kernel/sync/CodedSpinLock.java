package faultline.kernel.sync;

import faultline.kernel.memory.Line;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;

/// A word that is taken by one swap, and beside it a queue in which everybody but the first spins on his own
/// line.
///
/// ```
///     locked     means                              tail     means
///     FREE       anybody may take it                0        nobody queues
///     HELD       (with NESTED: under another one)   a node   the last in the queue
///     NEXT       free, for the first in the queue
///
///     holder                                    next holder
///
///     its work
///     locked = FREE or NEXT    B: release ───▶ A: acquire   locked = HELD
///                                               its work
///
///     one who queues, N                         whoever queues behind him, S
///
///     N.head = 0, N.next = 0
///     ──── C: barrier ────
///     tail = N             ───────────────────▶ N was the tail; tail = S
///                                               ──── D: barrier ────
///     await N.next         E: acquire ◀──────── N.next = S
///     S.head = 1           ───────────────────▶ await S.head
/// ```
///
/// **B with A.** A holder sees all that the holders before him did. It also lets a holder trust the tail:
/// whoever took the lock out of the queue left the queue before he let go, so a tail that is not 0 has a
/// first who waits for NEXT.
///
/// **C with D.** S writes N's `next` over the 0 that N put there, not under it.
///
/// **C, D with E.** N writes S's `head` over the 0 that S put there, not under it.
///
/// First come, first served: while somebody queues the lock is let go as NEXT, which a newcomer does not
/// take. Only one who comes while the first in the queue has not yet been seen by the holder may pass him,
/// once.
///
/// The first in the queue needs no order from the one before him: he takes the lock by a swap like everybody
/// else. Who holds the lock has left the queue, so one node a CPU is enough however many locks it holds.
final class CodedSpinLock extends SpinLock {
    private static final long FREE = 0;
    private static final long HELD = 1;
    private static final long NESTED = 2;
    private static final long NEXT = 4;
    private static final long SOMEBODY = 1;   // set in every node's id

    private final CodedSync sync;
    private final Memory memory;
    private final String lockClass;
    private final String nestedClass;
    private final Word locked;
    private final Word tail;

    CodedSpinLock(CodedSync sync, Line line, String field, String lockClass) {
        this.sync = sync;
        this.memory = sync.memory();
        this.lockClass = lockClass;
        this.nestedClass = lockClass + "/nested";
        this.locked = line.word(field + ".locked", FREE);
        this.tail = line.word(field + ".tail", 0);
    }

    @Override public void init() {
        locked.writeOnce(FREE);
        tail.writeOnce(0);
    }

    @Override public void lock(Task task) {
        task.acquires(lockClass, false, false);
        if (locked.cmpxchgAcquire("SpinLock.A", FREE, HELD) != FREE) {
            queue(task, HELD);
        }
        task.preemptDisable();
    }

    @Override public void lockNested(Task task) {
        task.acquires(nestedClass, false, false);
        if (locked.cmpxchgAcquire("SpinLock.A", FREE, HELD | NESTED) != FREE) {
            queue(task, HELD | NESTED);
        }
        task.preemptDisable();
    }

    @Override public boolean tryLock(Task task) {
        if (locked.cmpxchgAcquire("SpinLock.A", FREE, HELD) != FREE) {
            return false;
        }
        task.acquires(lockClass, false, true);
        task.preemptDisable();
        return true;
    }

    @Override public void unlock(Task task) {
        long held = locked.readOnce();
        if ((held & HELD) == 0) {
            throw memory.bug(task + " unlocks " + locked + ", which nobody holds");
        }
        task.releases((held & NESTED) == 0 ? lockClass : nestedClass);
        locked.storeRelease("SpinLock.B", tail.readOnce() == 0 ? FREE : NEXT);
        task.preemptEnable();
    }

    @Override public boolean isLocked() {
        return (locked.readOnce() & HELD) != 0;
    }

    private void queue(Task task, long asHeld) {
        SpinNode me = sync.spinNode(task.cpu());
        me.head().writeOnce(0);
        me.next().writeOnce(0);
        long before = tail.xchg("SpinLock.C", "SpinLock.D", me.id());
        if (before != 0) {
            sync.spinNode(SpinNode.cpu(before)).next().writeOnce(me.id());
            me.head().awaitRelaxed(task, 1, 1, false);
        }
        takeAsFirst(task, asHeld);
        if (tail.cmpxchgRelaxed(me.id(), 0) != me.id()) {
            me.next().awaitAcquire("SpinLock.E", task, SOMEBODY, SOMEBODY, false);
            sync.spinNode(SpinNode.cpu(me.next().readOnce())).head().writeOnce(1);
        }
    }

    private void takeAsFirst(Task task, long asHeld) {
        while (true) {
            locked.awaitRelaxed(task, HELD, 0, false);
            long free = locked.readOnce();
            if ((free & HELD) == 0 && locked.cmpxchgAcquire("SpinLock.A", free, asHeld) == free) {
                return;
            }
        }
    }
}
