package faultline.lab.explorer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;
import faultline.kernel.sync.RcuWait;
import faultline.kernel.sync.RwSemaphore;
import faultline.kernel.sync.SpinLock;
import faultline.kernel.sync.Srcu;
import faultline.kernel.sync.Sync;
import faultline.kernel.sync.TasksTrace;
import faultline.lab.Exploration;
import faultline.lab.Patient;
import faultline.lab.Scenario;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whoever uses a lock sees the same of it, whether it is code or law.
@DisplayNameGeneration(ReplaceUnderscores.class)
class LawsTest {

    /// Uses a lock in a few tasks.
    ///
    /// @param outcomes all that can be seen
    record Client(String name, int actors, Set<String> outcomes, Laying laying) {

        interface Laying {
            Act lay(Sync sync, Cells cells);
        }

        interface Act {
            String act(int which, Task task);
        }

        Scenario over(boolean laws) {
            return new Scenario() {
                @Override public String name() {
                    return Client.this.name();
                }

                @Override public List<String> tasks() {
                    return List.of("first", "second", "third").subList(0, actors);
                }

                @Override public Play set(Memory memory, Task boot, int cpus) {
                    Sync sync = laws ? Laws.of(memory, cpus) : Sync.coded(memory, cpus, 0);
                    Act act = laying.lay(sync, new Cells(memory, cpus));
                    return act::act;
                }
            };
        }

        @Override public String toString() {
            return name;
        }
    }

    /// Two words and the owner of the locks.
    static final class Cells extends KernelObject {
        final int cpus;
        final Word x;
        final Word y;

        Cells(Memory memory, int cpus) {
            super(memory, "cells", 0);
            this.cpus = cpus;
            this.x = memory.line(this).word("x", 0);
            this.y = memory.line(this).word("y", 0);
        }
    }

    private static Client client(String name, int actors, Set<String> outcomes, Client.Laying laying) {
        return new Client(name, actors, outcomes, laying);
    }

    static List<Client> clients() {
        return List.of(spinLock(), spinTry(), beside(), readersShare(), tryRead(), tryWrite(), downgrade(), killed(),
                wait(false), waitKilled(), waitTwice(), waitFirst(), srcu(), srcuTwoReads(), tasksTrace());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("clients")
    void code_and_law_are_seen_to_do_the_same(Client client) {
        Exploration code = Patient.explorer().explore(client.over(false));
        Exploration law = Patient.explorer().explore(client.over(true));

        assertNull(code.failure(), code::toString);
        assertNull(law.failure(), law::toString);
        assertTrue(code.isComplete() && law.isComplete(), code + "\n" + law);
        assertEquals(client.outcomes(), code.outcomes().keySet(), "code");
        assertEquals(client.outcomes(), law.outcomes().keySet(), "law");
        assertTrue(law.executions() <= code.executions(), law + "\n" + code);
    }

    private static Client spinLock() {
        return client("two words under a spinlock", 2, Set.of("00", "11"), (sync, cells) -> {
            SpinLock lock = sync.spinLock(cells.memory().line(cells), "lock", "lock");
            return (which, task) -> {
                lock.lock(task);
                String saw = "";
                if (which == 0) {
                    cells.x.set(1);
                    cells.y.set(1);
                } else {
                    saw = cells.x.get() + "" + cells.y.get();
                }
                lock.unlock(task);
                return saw;
            };
        });
    }

    private static Client spinTry() {
        return client("a spinlock is tried", 2, Set.of("in vain, 1", "got 0", "got 1", "in vain, 0"), (sync, cells) -> {
            SpinLock lock = sync.spinLock(cells.memory().line(cells), "lock", "lock");
            return (which, task) -> {
                if (which == 0) {
                    lock.lock(task);
                    cells.x.writeOnce(1);
                    lock.unlock(task);
                    return "";
                }
                if (!lock.tryLock(task)) {
                    return "in vain, " + cells.x.readOnce();
                }
                long saw = cells.x.readOnce();
                lock.unlock(task);
                return "got " + saw;
            };
        });
    }

    /// What is done before and after a critical section may happen in it; nothing more is ordered.
    private static Client beside() {
        return client("beside a spinlock", 2, Set.of("00", "01", "10", "11"), (sync, cells) -> {
            SpinLock lock = sync.spinLock(cells.memory().line(cells), "lock", "lock");
            return (which, task) -> {
                if (which == 0) {
                    cells.x.writeOnce(1);
                    lock.lock(task);
                    lock.unlock(task);
                    cells.y.writeOnce(1);
                    return "";
                }
                long y = cells.y.readOnce();
                return y + "" + cells.x.readOnce();
            };
        });
    }

    private static Client readersShare() {
        return client("readers share", 2, Set.of("0, 0", "0, 1", "1, 0", "1, 1"), (sync, cells) -> {
            RwSemaphore lock = sync.rwSemaphore(cells.memory().line(cells), "lock", "lock");
            return (which, task) -> {
                lock.downRead(task, false);
                (which == 0 ? cells.x : cells.y).writeOnce(1);
                long saw = (which == 0 ? cells.y : cells.x).readOnce();
                lock.upRead(task);
                return Long.toString(saw);
            };
        });
    }

    private static Client tryRead() {
        return client("a read is tried", 2, Set.of("in vain, 0", "in vain, 1", "got 0", "got 1"), (sync, cells) -> {
            RwSemaphore lock = sync.rwSemaphore(cells.memory().line(cells), "lock", "lock");
            return (which, task) -> {
                if (which == 0) {
                    lock.downWrite(task, false);
                    cells.x.writeOnce(1);
                    lock.upWrite(task);
                    return "";
                }
                if (!lock.tryDownRead(task)) {
                    return "in vain, " + cells.x.readOnce();
                }
                long saw = cells.x.get();
                lock.upRead(task);
                return "got " + saw;
            };
        });
    }

    private static Client tryWrite() {
        return client("a write is tried", 2, Set.of("0, got", "1, got", "0, in vain"), (sync, cells) -> {
            RwSemaphore lock = sync.rwSemaphore(cells.memory().line(cells), "lock", "lock");
            return (which, task) -> {
                if (which == 0) {
                    lock.downRead(task, false);
                    long saw = cells.x.get();
                    lock.upRead(task);
                    return Long.toString(saw);
                }
                if (!lock.tryDownWrite(task)) {
                    return "in vain";
                }
                cells.x.set(1);
                lock.upWrite(task);
                return "got";
            };
        });
    }

    private static Client downgrade() {
        return client("a writer becomes a reader", 2, Set.of("1, 0", "1, 1"), (sync, cells) -> {
            RwSemaphore lock = sync.rwSemaphore(cells.memory().line(cells), "lock", "lock");
            return (which, task) -> {
                if (which == 0) {
                    lock.downWrite(task, false);
                    cells.x.set(1);
                    lock.downgradeWrite(task);
                    long saw = cells.x.get();
                    lock.upRead(task);
                    return Long.toString(saw);
                }
                lock.downRead(task, false);
                long saw = cells.x.get();
                lock.upRead(task);
                return Long.toString(saw);
            };
        });
    }

    private static Client killed() {
        return client("a writer is killed while it waits", 2, Set.of("got", "killed"), (sync, cells) -> {
            RwSemaphore lock = sync.rwSemaphore(cells.memory().line(cells), "lock", "lock");
            Task[] waits = new Task[1];
            return (which, task) -> {
                if (which == 0) {
                    waits[0] = task;
                    cells.y.storeRelease("Test.A", 1);
                    boolean got = lock.downWrite(task, true);
                    if (got) {
                        lock.upWrite(task);
                    }
                    return got ? "got" : "killed";
                }
                lock.downRead(task, false);
                if (cells.y.loadAcquire("Test.A") == 1) {
                    waits[0].kill();
                }
                lock.upRead(task);
                return "";
            };
        });
    }

    private static Client wait(boolean killable) {
        return client("waits for a word", 2, Set.of("1"), (sync, cells) -> {
            RcuWait wait = sync.rcuWait(cells.memory().line(cells), "wait");
            return (which, task) -> {
                if (which == 0) {
                    cells.x.set(1);
                    cells.y.storeRelease("Test.A", 1);
                    wait.wake(task);
                    return "";
                }
                wait.waitUntil(task, cells.y, 1, killable);
                return Long.toString(cells.x.get());
            };
        });
    }

    private static Client waitKilled() {
        return client("is killed while it waits for a word", 2, Set.of("came", "killed"), (sync, cells) -> {
            RcuWait wait = sync.rcuWait(cells.memory().line(cells), "wait");
            Task[] waits = new Task[1];
            return (which, task) -> {
                if (which == 0) {
                    waits[0] = task;
                    cells.x.storeRelease("Test.A", 1);
                    return wait.waitUntil(task, cells.y, 1, true) ? "came" : "killed";
                }
                if (cells.x.loadAcquire("Test.A") == 1) {
                    waits[0].kill();
                }
                cells.y.storeRelease("Test.B", 1);
                wait.wake(task);
                return "";
            };
        });
    }

    /// A wake-up for one word ends no wait for another.
    private static Client waitTwice() {
        return client("waits for one word after the other", 2, Set.of("11"), (sync, cells) -> {
            RcuWait wait = sync.rcuWait(cells.memory().line(cells), "wait");
            return (which, task) -> {
                if (which == 0) {
                    cells.x.storeRelease("Test.A", 1);
                    wait.wake(task);
                    cells.y.storeRelease("Test.A", 1);
                    wait.wake(task);
                    return "";
                }
                wait.waitUntil(task, cells.x, 1, false);
                wait.waitUntil(task, cells.y, 1, false);
                return cells.x.readOnce() + "" + cells.y.readOnce();
            };
        });
    }

    /// As `refcount`'s writer, whose own share may be the last to come.
    private static Client waitFirst() {
        return client("adds to the word that it waits for", 2, Set.of("1"), (sync, cells) -> {
            RcuWait wait = sync.rcuWait(cells.memory().line(cells), "wait");
            return (which, task) -> {
                if (which == 0) {
                    cells.x.set(1);
                    cells.y.fetchAddRelease("Test.A", 1);
                    wait.wake(task);
                    return "";
                }
                cells.y.fetchAddRelaxed(2);
                wait.waitUntil(task, cells.y, 3, false);
                return Long.toString(cells.x.get());
            };
        });
    }

    private static Client srcu() {
        return client("a grace period of SRCU", 2, Set.of("0, 01", "0, 11", "1, 00", "1, 01", "1, 11"), (sync, cells) -> {
            Srcu srcu = sync.srcu(cells, "srcu", cells.cpus, false);
            Word inside = cells.memory().line(cells).word("inside", 0);
            return (which, task) -> {
                if (which == 0) {
                    cells.x.writeOnce(1);
                    srcu.synchronize(task);
                    cells.y.writeOnce(1);
                    return Long.toString(inside.readOnce());
                }
                int index = srcu.readLock(task);
                String saw = cells.y.readOnce() + "" + cells.x.readOnce();
                inside.writeOnce(1);
                srcu.readUnlock(task, index);
                return saw;
            };
        });
    }

    private static Client srcuTwoReads() {
        return client("reads of SRCU within one another", 2, Set.of("00", "01", "11"), (sync, cells) -> {
            Srcu srcu = sync.srcu(cells, "srcu", cells.cpus, false);
            return (which, task) -> {
                if (which == 0) {
                    cells.x.writeOnce(1);
                    srcu.synchronize(task);
                    cells.y.writeOnce(1);
                    return "";
                }
                int outer = srcu.readLock(task);
                int inner = srcu.readLock(task);
                long y = cells.y.readOnce();
                srcu.readUnlock(task, inner);
                String saw = y + "" + cells.x.readOnce();
                srcu.readUnlock(task, outer);
                return saw;
            };
        });
    }

    private static Client tasksTrace() {
        return client("a grace period of tasks trace", 2, Set.of("00", "01", "11"), (sync, cells) -> {
            TasksTrace trace = sync.tasksTrace(cells, cells.cpus);
            return (which, task) -> {
                if (which == 0) {
                    cells.x.writeOnce(1);
                    trace.synchronize(task);
                    cells.y.writeOnce(1);
                    return "";
                }
                trace.readLock(task);
                String saw = cells.y.readOnce() + "" + cells.x.readOnce();
                task.poll();
                trace.readUnlock(task);
                return saw;
            };
        });
    }
}
