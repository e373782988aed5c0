package faultline.kernel.sync;

import faultline.kernel.memory.Line;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;

/// One count that everybody who comes and goes writes, and a queue of sleepers under a spinlock.
///
/// ```
///     count            means
///     WRITER           somebody writes
///     WAITERS          the queue is not empty: whoever comes now queues, whoever goes looks into it
///     HANDOFF          only the first in the queue may take the lock
///     n * READER       n readers are inside, or are about to find that they may not be
///
///     who lets go                               who takes it at once
///
///     his work
///     count - his share  B: release ──────────▶ A: acquire   count + his share
///                                               his work
///
///     who grants, under wait_lock               a reader who queued
///
///     count + READER     A: acquire             prepareToSleep
///     state = TOLD       E: release ──┐         ──── C: full barrier ────
///     ──── D: full barrier ────       └───────▶ F: acquire   state == TOLD? his work
///     wake                                      sleep
/// ```
///
/// **B with A.** Whoever comes in sees the work of the writers before him; the readers before a writer are
/// done.
///
/// **E with F.** A reader who is let in sees what his granter saw by A, who need not be the last holder.
///
/// **C with D.** Either the reader sees that he was told, or the wake-up finds him asleep.
///
/// A writer who queued takes the count himself once woken, and if he was woken for nothing sets HANDOFF, so
/// that no spinning writer takes it first again. `wait_lock` orders his look with his waker's, so his sleep
/// alone would need no barrier. "I wait" and "I let go" change one word, so one of them sees the other.
///
/// Not promised: that a lock may be freed once it was let go; its holder may still be looking at the queue.
final class CodedRwSemaphore extends RwSemaphore {
    private static final long WRITER = 1;
    private static final long WAITERS = 2;
    private static final long HANDOFF = 4;
    private static final long READER = 1 << 8;
    private static final long READERS = -READER;

    private static final long OWNER_READS = 1;    // of `owner`, below the task's handle
    private static final long OWNER_NESTED = 2;

    private final CodedSync sync;
    private final Memory memory;
    private final String lockClass;
    private final String nestedClass;
    private final Word count;
    private final Word owner;     // who writes; of those who read, one who came late, and it is not cleared
    private final SpinLock waitLock;
    private final RwWaitList waitList;

    CodedRwSemaphore(CodedSync sync, Line line, String field, String lockClass) {
        this.sync = sync;
        this.memory = sync.memory();
        this.lockClass = lockClass;
        this.nestedClass = lockClass + "/nested";
        this.count = line.word(field + ".count", 0);
        this.owner = line.word(field + ".owner", 0);
        this.waitLock = sync.spinLock(line, field + ".wait_lock", lockClass + ".wait_lock");
        this.waitList = new RwWaitList(sync, line, field + ".wait_list");
    }

    @Override public void init() {
        count.writeOnce(0);
        owner.writeOnce(0);
        waitLock.init();
        waitList.init();
    }

    @Override public boolean downRead(Task task, boolean killable) {
        task.mightSleep();
        task.acquires(lockClass, true, false);
        long old = count.fetchAddAcquire("RwSemaphore.A", READER);
        if ((old & (WRITER | WAITERS | HANDOFF)) != 0 && !queueToRead(task, killable)) {
            task.releases(lockClass);
            return false;
        }
        ownedBy(task, OWNER_READS);
        return true;
    }

    @Override public boolean tryDownRead(Task task) {
        long old = count.readOnce();
        while ((old & (WRITER | WAITERS | HANDOFF)) == 0) {
            long seen = count.cmpxchgAcquire("RwSemaphore.A", old, old + READER);
            if (seen == old) {
                task.acquires(lockClass, true, true);
                ownedBy(task, OWNER_READS);
                return true;
            }
            old = seen;
        }
        return false;
    }

    @Override public void upRead(Task task) {
        task.releases(lockClass);
        long old = count.fetchAddRelease("RwSemaphore.B", -READER);
        if ((old & READERS) == 0) {
            throw memory.bug(task + " calls upRead on " + count + ", which nobody reads");
        }
        if ((old - READER & (READERS | WRITER | WAITERS)) == WAITERS) {
            waitLock.lock(task);
            wakeFront(task);
        }
    }

    @Override public boolean downWrite(Task task, boolean killable) {
        return takeToWrite(task, killable, lockClass, 0);
    }

    @Override public void downWriteNested(Task task) {
        takeToWrite(task, false, nestedClass, OWNER_NESTED);
    }

    private boolean takeToWrite(Task task, boolean killable, String asClass, long nested) {
        task.mightSleep();
        task.acquires(asClass, false, false);
        if (count.cmpxchgAcquire("RwSemaphore.A", 0, WRITER) != 0 && !spinToWrite(task)
                && !queueToWrite(task, killable)) {
            task.releases(asClass);
            return false;
        }
        ownedBy(task, nested);
        return true;
    }

    @Override public boolean tryDownWrite(Task task) {
        if (count.cmpxchgAcquire("RwSemaphore.A", 0, WRITER) != 0) {
            return false;
        }
        task.acquires(lockClass, false, true);
        ownedBy(task, 0);
        return true;
    }

    @Override public void upWrite(Task task) {
        task.releases(disowned(task, 0));
        if ((count.fetchAddRelease("RwSemaphore.B", -WRITER) & WAITERS) != 0) {
            waitLock.lock(task);
            wakeFront(task);
        }
    }

    @Override public void downgradeWrite(Task task) {
        task.releases(disowned(task, task.handle() << 2 | OWNER_READS));
        long old = count.fetchAddRelease("RwSemaphore.B", READER - WRITER);
        task.acquires(lockClass, true, true);
        if ((old & WAITERS) != 0) {
            waitLock.lock(task);
            wakeFront(task);
        }
    }

    @Override public boolean isWriteLocked() {
        return (count.readOnce() & WRITER) != 0;
    }

    @Override public boolean isLocked() {
        return (count.readOnce() & (WRITER | READERS)) != 0;
    }

    private void ownedBy(Task task, long how) {
        owner.writeOnce(task.handle() << 2 | how);
    }

    /// Ends the writer's ownership; returns the class that he took the lock as.
    private String disowned(Task task, long next) {
        long writer = owner.readOnce();
        if ((writer & ~OWNER_NESTED) != task.handle() << 2) {
            throw memory.bug(task + " ends a write on " + count + ", which it does not hold for writing");
        }
        owner.writeOnce(next);
        return (writer & OWNER_NESTED) == 0 ? lockClass : nestedClass;
    }

    /// The count has this task as a reader already. `false`: it has not any more, and the task is to die.
    private boolean queueToRead(Task task, boolean killable) {
        RwWaiter me = sync.rwWaiter(task.cpu());
        waitLock.lock(task);
        boolean first = waitList.isEmpty();
        if (first && (count.loadAcquire("RwSemaphore.A") & WRITER) == 0) {
            waitLock.unlock(task);
            return true;   // whoever was in the way has gone since
        }
        me.arrive(task, false);
        waitList.append(me);
        long change = first ? WAITERS - READER : -READER;
        if ((count.fetchAddRelaxed(change) & WRITER) == 0) {
            wakeFront(task);   // the writer went without seeing us, or our share kept the first out
        } else {
            waitLock.unlock(task);
        }
        return sleepUntilTold(task, me, killable);
    }

    private boolean sleepUntilTold(Task task, RwWaiter me, boolean killable) {
        boolean mayLeave = killable;
        while (true) {
            task.prepareToSleep("RwSemaphore.C", mayLeave);
            if (me.state().loadAcquire("RwSemaphore.F") == RwWaiter.TOLD) {
                task.finishSleep();
                return true;
            }
            if (mayLeave && task.fatalSignalPending()) {
                task.finishSleep();
                waitLock.lock(task);
                if (me.state().readOnce() == RwWaiter.QUEUED) {
                    leave(task, me);
                    return false;
                }
                waitLock.unlock(task);   // granted: we will be told
                mayLeave = false;
            } else {
                task.sleep();
            }
        }
    }

    /// Looks for a while whether the writer inside goes, rather than sleep.
    private boolean spinToWrite(Task task) {
        for (int look = 0; look < sync.spins(); look++) {
            long old = count.readOnce();
            if ((old & (READERS | HANDOFF)) != 0) {
                return false;
            }
            if ((old & WRITER) == 0 && count.cmpxchgAcquire("RwSemaphore.A", old, old | WRITER) == old) {
                return true;
            }
            task.poll();
        }
        return false;
    }

    private boolean queueToWrite(Task task, boolean killable) {
        RwWaiter me = sync.rwWaiter(task.cpu());
        waitLock.lock(task);
        if (waitList.isEmpty()) {
            count.fetchOrRelaxed(WAITERS);
        }
        me.arrive(task, true);
        waitList.append(me);
        boolean woken = false;
        while (true) {
            task.prepareToSleep("RwSemaphore.C", killable);
            if (waitList.isFirst(me) && takeAsFirst(me, woken)) {
                task.finishSleep();
                waitLock.unlock(task);
                return true;
            }
            if (killable && task.fatalSignalPending()) {
                task.finishSleep();
                leave(task, me);
                return false;
            }
            waitLock.unlock(task);
            task.sleep();
            woken = true;
            waitLock.lock(task);
        }
    }

    /// Under `wait_lock`. `insists`: if the lock is held, nobody else may have it next.
    private boolean takeAsFirst(RwWaiter me, boolean insists) {
        long done = waitList.isLast(me) ? HANDOFF | WAITERS : HANDOFF;
        long old = count.readOnce();
        while (true) {
            boolean free = (old & (WRITER | READERS)) == 0;
            if (!free && (!insists || (old & HANDOFF) != 0)) {
                return false;
            }
            long wanted = free ? old & ~done | WRITER : old | HANDOFF;
            long seen = count.cmpxchgAcquire("RwSemaphore.A", old, wanted);
            if (seen == old) {
                if (free) {
                    waitList.remove(me);
                }
                return free;
            }
            old = seen;
        }
    }

    /// Gives up waiting, under `wait_lock`, which it lets go. Whoever waited behind may be able to go in now.
    private void leave(Task task, RwWaiter me) {
        waitList.remove(me);
        me.state().writeOnce(RwWaiter.TOLD);
        if (waitList.isEmpty()) {
            count.fetchAndRelaxed(~(WAITERS | HANDOFF));
        }
        wakeFront(task);
    }

    /// Lets the readers at the front in unless a writer is inside, or wakes the writer there unless readers
    /// are. If another writer has just come in, he is woken all the same, to insist. Called under
    /// `wait_lock`; lets it go before it wakes.
    private void wakeFront(Task task) {
        RwWaiter front = waitList.first();
        if (front == null) {
            waitLock.unlock(task);
        } else if (front.writes()) {
            Task writer = (count.readOnce() & READERS) == 0 ? front.task() : null;
            waitLock.unlock(task);
            if (writer != null) {
                writer.wake("RwSemaphore.D");
            }
        } else {
            boolean granted = grantToReadersFrom(front);
            waitLock.unlock(task);
            if (granted) {
                tell(task, front);
            }
        }
    }

    /// All readers up to the first writer come in together, or none, if a writer is inside. Then they come
    /// next.
    private boolean grantToReadersFrom(RwWaiter front) {
        RwWaiter end = front;
        long readers = 1;
        RwWaiter next = waitList.behind(front);
        while (next != null && !next.writes()) {
            end = next;
            readers++;
            next = waitList.behind(next);
        }
        long done = next == null ? HANDOFF | WAITERS : HANDOFF;
        long old = count.readOnce();
        while (true) {
            boolean free = (old & WRITER) == 0;
            long wanted = free ? (old & ~done) + readers * READER : old | HANDOFF;
            long seen = count.cmpxchgAcquire("RwSemaphore.A", old, wanted);
            if (seen == old) {
                if (free) {
                    waitList.removeUpTo(end);
                    for (RwWaiter in = front; in != null; in = waitList.behind(in)) {
                        in.state().writeOnce(RwWaiter.GRANTED);
                    }
                }
                return free;
            }
            old = seen;
        }
    }

    /// Without `wait_lock`: the granted stay linked and stand still until they are told.
    private void tell(Task task, RwWaiter front) {
        RwWaiter in = front;
        while (in != null) {
            RwWaiter next = waitList.behind(in);
            Task reader = in.task();
            in.state().storeRelease("RwSemaphore.E", RwWaiter.TOLD);
            if (reader != task) {
                reader.wake("RwSemaphore.D");
            }
            in = next;
        }
    }
}
