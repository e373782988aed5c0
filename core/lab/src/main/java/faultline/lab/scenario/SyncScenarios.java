package faultline.lab.scenario;

import faultline.kernel.memory.Line;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;
import faultline.kernel.sync.RcuWait;
import faultline.kernel.sync.Refcount;
import faultline.kernel.sync.RwSemaphore;
import faultline.kernel.sync.SeqCount;
import faultline.kernel.sync.SpinLock;
import faultline.kernel.sync.Srcu;
import faultline.kernel.sync.Sync;
import faultline.kernel.sync.TasksTrace;
import faultline.lab.Scenario;
import faultline.lab.explorer.Code;
import java.util.List;
import java.util.Set;

/// What the locks of the kernel promise, one by one.
public final class SyncScenarios {
    private static final Set<String> WAITED_FOR = Set.of("00", "01", "11");

    private final Locks locks;

    private SyncScenarios(Locks locks) {
        this.locks = locks;
    }

    /// Which locks are looked at.
    @FunctionalInterface
    public interface Locks {
        Sync of(Memory memory, int cpus);
    }

    /// Those of the kernel.
    public static List<Scenario> all() {
        return over(Code::of);
    }

    /// Others that promise the same.
    public static List<Scenario> over(Locks locks) {
        SyncScenarios of = new SyncScenarios(locks);
        return List.of(of.spinLockTwice(), of.spinLockQueue(), of.seqCount(), of.seqCountWraps(), of.refcount(),
                of.rcuWait(), of.rcuWaitTwice(), of.rwSemaphore(), of.srcuReader(), of.srcuWriter(), of.srcuTwice(),
                of.tasksTraceReader(), of.tasksTraceWriter());
    }

    private Scenario alone(String name, String summary, List<String> tasks, Set<String> possible,
                           Alone.Laying laying) {
        return new Alone(name, summary, tasks, possible, laying, locks);
    }

    /// Two tasks count under a lock; one of them twice, so that its node queues again.
    private Scenario spinLockTwice() {
        return alone("spin-lock-twice",
                "two tasks count under a lock, one of them twice",
                List.of("once", "twice"), Set.of("3"), (sync, owner) -> {
            Line line = owner.line();
            SpinLock lock = sync.spinLock(line, "lock", "lock");
            Word counted = line.word("counted", 0);
            return counting(counted, (which, task) -> {
                for (int round = 0; round <= which; round++) {
                    lock.lock(task);
                    counted.set(counted.get() + 1);
                    lock.unlock(task);
                }
                return "";
            });
        });
    }

    /// Three tasks, so that somebody queues behind somebody.
    private Scenario spinLockQueue() {
        return alone("spin-lock-queue",
                "three tasks count under a lock, so that somebody queues behind somebody",
                List.of("one", "another", "third"), Set.of("3"), (sync, owner) -> {
            Line line = owner.line();
            SpinLock lock = sync.spinLock(line, "lock", "lock");
            Word counted = line.word("counted", 0);
            return counting(counted, (which, task) -> {
                lock.lock(task);
                counted.set(counted.get() + 1);
                lock.unlock(task);
                return "";
            });
        });
    }

    private static Scenario.Play counting(Word counted, Scenario.Play play) {
        return new Scenario.Play() {
            @Override public String act(int which, Task task) {
                return play.act(which, task);
            }

            @Override public String atRest() {
                return Long.toString(counted.get());
            }
        };
    }

    private Scenario seqCount() {
        return alone("seqcount",
                "one task writes two words, another one reads both and believes them, or tries again",
                List.of("writer", "reader"), Set.of("00", "11", "odd", "retry"),
                (sync, owner) -> sequence(owner, 1));
    }

    /// 128 writes while the reader looks: with 8 bits the number is where it was.
    private Scenario seqCountWraps() {
        return alone("seqcount-wraps",
                "128 writes while one reader looks: a number of 8 bits is where it was",
                List.of("writer", "reader"), Set.of("00", "11", "odd", "retry"),
                (sync, owner) -> sequence(owner, 128));
    }

    private static Scenario.Play sequence(Alone.Owner owner, int writes) {
        Line line = owner.line();
        SeqCount sequence = new SeqCount(line, "sequence", Byte.SIZE);
        Word left = line.word("left", 0);
        Word right = line.word("right", 0);
        return (which, task) -> {
            if (which == 0) {
                for (int i = 0; i < writes; i++) {
                    sequence.writeBegin();
                    left.writeOnce(1);
                    right.writeOnce(1);
                    sequence.writeEnd();
                }
                return "";
            }
            long start = sequence.readBegin();
            if (SeqCount.isOdd(start)) {
                return "odd";
            }
            String saw = left.readOnce() + "" + right.readOnce();
            return sequence.readRetry(start) ? "retry" : saw;
        };
    }

    private Scenario refcount() {
        return alone("refcount-free",
                "two holders let go of an object, and the last one frees it",
                List.of("one", "another"), Set.of(""), (sync, owner) -> {
            Line line = owner.line();
            Refcount count = new Refcount(line, "count", 2);
            Word object = line.word("object", 1);
            return (which, task) -> {
                long used = object.get();
                if (count.decAndTest()) {
                    object.set(0);   // freed
                }
                return used == 1 ? "" : "freed";
            };
        });
    }

    private Scenario rcuWait() {
        return alone("rcuwait",
                "one task sleeps until a count is 0, the other one counts down and wakes it",
                List.of("waker", "sleeper"), Set.of("1"), (sync, owner) -> {
            Line line = owner.line();
            RcuWait wait = sync.rcuWait(line, "wait");
            Word count = line.word("count", 1);
            Word work = line.word("work", 0);
            return (which, task) -> {
                if (which == 0) {
                    work.set(1);
                    count.fetchAddRelease("rcuwait.release", -1);
                    wait.wake(task);
                    return "";
                }
                wait.waitUntil(task, count, 0, false);
                return Long.toString(work.get());
            };
        });
    }

    /// A wake-up for one word ends no wait for another.
    private Scenario rcuWaitTwice() {
        return alone("rcuwait-twice", "one task sleeps until one word is set and then another, in one place",
                List.of("waker", "sleeper"), Set.of("11"), (sync, owner) -> {
            Line line = owner.line();
            RcuWait wait = sync.rcuWait(line, "wait");
            Word first = line.word("first", 0);
            Word then = line.word("then", 0);
            return (which, task) -> {
                if (which == 0) {
                    first.fetchAddRelease("rcuwait.release", 1);
                    wait.wake(task);
                    then.fetchAddRelease("rcuwait.release", 1);
                    wait.wake(task);
                    return "";
                }
                wait.waitUntil(task, first, 1, false);
                wait.waitUntil(task, then, 1, false);
                return first.readOnce() + "" + then.readOnce();
            };
        });
    }

    private Scenario rwSemaphore() {
        return alone("rw-semaphore",
                "one task writes under the lock, another one reads",
                List.of("writer", "reader"), Set.of("0", "1"), (sync, owner) -> {
            RwSemaphore lock = sync.rwSemaphore(owner.line(), "lock", "lock");
            Word data = owner.line().word("data", 0);
            return (which, task) -> {
                if (which == 0) {
                    lock.downWrite(task, false);
                    data.set(1);
                    lock.upWrite(task);
                    return "";
                }
                lock.downRead(task, false);
                long seen = data.get();
                lock.upRead(task);
                return Long.toString(seen);
            };
        });
    }

    /// Whoever sees what came after the grace period sees what came before it.
    private Scenario srcuReader() {
        return alone("srcu-reader",
                "whoever sees what came after the grace period sees what came before it",
                List.of("updater", "reader"), WAITED_FOR, (sync, owner) -> {
            Srcu srcu = sync.srcu(owner, "srcu", owner.cpus(), false);
            Word before = owner.line().word("before", 0);
            Word after = owner.line().word("after", 0);
            return (which, task) -> {
                if (which == 0) {
                    before.writeOnce(1);
                    srcu.synchronize(task);
                    after.writeOnce(1);
                    return "";
                }
                int index = srcu.readLock(task);
                String saw = after.readOnce() + "" + before.readOnce();
                srcu.readUnlock(task, index);
                return saw;
            };
        });
    }

    /// A reader who missed what came before the grace period was waited for.
    private Scenario srcuWriter() {
        return alone("srcu-writer",
                "a reader who missed what came before the grace period was waited for",
                List.of("updater", "reader"), Set.of("0, 1", "1, 0", "1, 1"),
                (sync, owner) -> {
                    Srcu srcu = sync.srcu(owner, "srcu", owner.cpus(), false);
                    Word before = owner.line().word("before", 0);
                    Word inside = owner.line().word("inside", 0);
                    return (which, task) -> {
                        if (which == 0) {
                            before.writeOnce(1);
                            srcu.synchronize(task);
                            return Long.toString(inside.readOnce());
                        }
                        int index = srcu.readLock(task);
                        long saw = before.readOnce();
                        inside.writeOnce(1);
                        srcu.readUnlock(task, index);
                        return Long.toString(saw);
                    };
                });
    }

    /// A reader that fetched its index before one grace period and counted itself in after it, with the index of the
    /// other: the second grace period must wait for it too.
    private Scenario srcuTwice() {
        return alone("srcu-twice", "a reader fetches its index before one grace period and begins before the next",
                List.of("updater", "reader"), Set.of("0, 1", "1, 0", "1, 1"), (sync, owner) -> {
            Srcu srcu = sync.srcu(owner, "srcu", owner.cpus(), false);
            Word before = owner.line().word("before", 0);
            Word inside = owner.line().word("inside", 0);
            return (which, task) -> {
                if (which == 0) {
                    srcu.synchronize(task);
                    before.writeOnce(1);
                    srcu.synchronize(task);
                    return Long.toString(inside.readOnce());
                }
                int index = srcu.readLock(task);
                long saw = before.readOnce();
                inside.writeOnce(1);
                srcu.readUnlock(task, index);
                return Long.toString(saw);
            };
        });
    }

    private Scenario tasksTraceReader() {
        return alone("tasks-trace-reader",
                "whoever sees what came after the grace period sees what came before it, though it pays no barrier",
                List.of("updater", "reader"), WAITED_FOR, (sync, owner) -> {
            TasksTrace trace = sync.tasksTrace(owner, owner.cpus());
            Word before = owner.line().word("before", 0);
            Word after = owner.line().word("after", 0);
            return (which, task) -> {
                if (which == 0) {
                    before.writeOnce(1);
                    trace.synchronize(task);
                    after.writeOnce(1);
                    return "";
                }
                trace.readLock(task);
                String saw = after.readOnce() + "" + before.readOnce();
                task.poll();
                trace.readUnlock(task);
                return saw;
            };
        });
    }

    private Scenario tasksTraceWriter() {
        return alone("tasks-trace-writer",
                "a reader who missed what came before the grace period was waited for, though it pays no barrier",
                List.of("updater", "reader"), Set.of("0, 1", "1, 0", "1, 1"),
                (sync, owner) -> {
                    TasksTrace trace = sync.tasksTrace(owner, owner.cpus());
                    Word before = owner.line().word("before", 0);
                    Word inside = owner.line().word("inside", 0);
                    return (which, task) -> {
                        if (which == 0) {
                            before.writeOnce(1);
                            trace.synchronize(task);
                            return Long.toString(inside.readOnce());
                        }
                        trace.readLock(task);
                        long saw = before.readOnce();
                        task.poll();
                        inside.writeOnce(1);
                        trace.readUnlock(task);
                        return Long.toString(saw);
                    };
                });
    }
}
