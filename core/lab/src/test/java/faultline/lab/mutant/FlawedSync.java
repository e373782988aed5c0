package faultline.lab.mutant;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Line;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Ref;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;
import faultline.kernel.sync.RcuWait;
import faultline.kernel.sync.RwSemaphore;
import faultline.kernel.sync.SpinLock;
import faultline.kernel.sync.Srcu;
import faultline.kernel.sync.Sync;
import faultline.kernel.sync.TasksTrace;

/// The kernel's locks with one thing wrong in one of them.
record FlawedSync(Flaw flaw, Sync whole, Memory memory) implements Sync {

    enum Flaw {
        NONE, TESTS_BEFORE_IT_SAYS_SO, SLEEPS_ONCE, ONE_SLOT_IS_LEFT_FULL, SCANS_NEW_INDEX_ONLY, SCANS_OLD_INDEX_ONLY,
        SUMS_LOCKS_FIRST, NEVER_FLIPS, TAKEN_IN_TWO_STEPS, WRITER_BESIDE_READERS, READER_BESIDE_WRITER,
        ASKS_WITHOUT_INTERRUPT
    }

    private boolean is(Flaw one) {
        return flaw == one;
    }

    @Override public RwSemaphore rwSemaphore(Line line, String field, String lockClass) {
        boolean flawed = is(Flaw.WRITER_BESIDE_READERS) || is(Flaw.READER_BESIDE_WRITER);
        RwSemaphore lock = whole.rwSemaphore(line, field, lockClass);
        return flawed ? new HalfLock(lock, is(Flaw.WRITER_BESIDE_READERS)) : lock;
    }

    @Override public SpinLock spinLock(Line line, String field, String lockClass) {
        return is(Flaw.TAKEN_IN_TWO_STEPS) ? new TwoStepLock(line.word(field, 0))
                : whole.spinLock(line, field, lockClass);
    }

    @Override public RcuWait rcuWait(Line line, String field) {
        return new Wait(flaw, memory, line.ref(field));
    }

    @Override public Srcu srcu(KernelObject owner, String name, int cpus, boolean lite) {
        return new Counts(flaw, memory, owner, name, cpus);
    }

    @Override public TasksTrace tasksTrace(KernelObject owner, int cpus) {
        return is(Flaw.ASKS_WITHOUT_INTERRUPT) ? new Asks(memory.line(owner).word("nesting", 0))
                : whole.tasksTrace(owner, cpus);
    }

    /// A semaphore that keeps only one side out.
    private static final class HalfLock extends RwSemaphore {
        private final RwSemaphore whole;
        private final boolean writersGoIn;

        HalfLock(RwSemaphore whole, boolean writersGoIn) {
            this.whole = whole;
            this.writersGoIn = writersGoIn;
        }

        @Override public void init() {
            whole.init();
        }

        @Override public boolean downRead(Task task, boolean killable) {
            return !writersGoIn || whole.downRead(task, killable);
        }

        @Override public boolean tryDownRead(Task task) {
            return !writersGoIn || whole.tryDownRead(task);
        }

        @Override public void upRead(Task task) {
            if (writersGoIn) {
                whole.upRead(task);
            }
        }

        @Override public boolean downWrite(Task task, boolean killable) {
            return writersGoIn || whole.downWrite(task, killable);
        }

        @Override public void downWriteNested(Task task) {
            whole.downWriteNested(task);
        }

        @Override public boolean tryDownWrite(Task task) {
            return writersGoIn || whole.tryDownWrite(task);
        }

        @Override public void upWrite(Task task) {
            if (!writersGoIn) {
                whole.upWrite(task);
            }
        }

        @Override public void downgradeWrite(Task task) {
            whole.downgradeWrite(task);
        }

        @Override public boolean isWriteLocked() {
            return whole.isWriteLocked();
        }

        @Override public boolean isLocked() {
            return whole.isLocked();
        }
    }

    /// A spinlock that looks, and takes afterwards.
    private static final class TwoStepLock extends SpinLock {
        private final Word held;

        TwoStepLock(Word held) {
            this.held = held;
        }

        @Override public void init() {
            held.writeOnce(0);
        }

        @Override public void lock(Task task) {
            held.awaitAcquire("A", task, 1, 0, false);
            held.writeOnce(1);
        }

        @Override public boolean tryLock(Task task) {
            boolean free = held.loadAcquire("A") == 0;
            if (free) {
                held.writeOnce(1);
            }
            return free;
        }

        @Override public void lockNested(Task task) {
            lock(task);
        }

        @Override public void unlock(Task task) {
            held.storeRelease("B", 0);
        }

        @Override public boolean isLocked() {
            return held.readOnce() != 0;
        }
    }

    private static final class Wait extends RcuWait {
        private final Flaw flaw;
        private final Memory memory;
        private final Ref<Task> sleeper;

        Wait(Flaw flaw, Memory memory, Ref<Task> sleeper) {
            this.flaw = flaw;
            this.memory = memory;
            this.sleeper = sleeper;
        }

        @Override public void init() {
            sleeper.writeOnce(null);
        }

        @Override public boolean waitUntil(Task task, Word word, long value, boolean killable) {
            boolean early = flaw == Flaw.TESTS_BEFORE_IT_SAYS_SO && word.loadAcquire("C") == value;
            sleeper.writeOnce(task);
            while (!early) {
                if (flaw != Flaw.TESTS_BEFORE_IT_SAYS_SO) {
                    task.prepareToSleep("A", killable);
                    if (word.loadAcquire("C") == value) {
                        break;
                    }
                    task.sleep();
                } else {
                    task.prepareToSleep("A", killable);
                    task.sleep();
                    early = word.loadAcquire("C") == value;
                }
                if (flaw == Flaw.SLEEPS_ONCE) {
                    break;
                }
            }
            task.finishSleep();
            if (flaw != Flaw.ONE_SLOT_IS_LEFT_FULL) {
                sleeper.writeOnce(null);
            }
            return word.loadAcquire("C") == value;
        }

        @Override public void wake(Task task) {
            memory.mb("B");
            Task waiting = sleeper.readOnce();
            if (waiting != null) {
                waiting.wake("B");
            }
        }
    }

    /// SRCU as the kernel's, but for one flaw; with none it is the same but for its mutex.
    private static final class Counts extends Srcu {
        private final Flaw flaw;
        private final Memory memory;
        private final Word index;
        private final Word[][] locks;
        private final Word[][] unlocks;

        Counts(Flaw flaw, Memory memory, KernelObject owner, String name, int cpus) {
            this.flaw = flaw;
            this.memory = memory;
            this.index = memory.line(owner).word(name + ".srcu_idx", 0);
            this.locks = new Word[2][cpus];
            this.unlocks = new Word[2][cpus];
            for (int cpu = 0; cpu < cpus; cpu++) {
                Line line = memory.line(owner);
                for (int idx = 0; idx < 2; idx++) {
                    locks[idx][cpu] = line.word("locks[" + idx + "]", 0);
                    unlocks[idx][cpu] = line.word("unlocks[" + idx + "]", 0);
                }
            }
        }

        @Override public int readLock(Task task) {
            int idx = (int) index.readOnce() & 1;
            increment(locks[idx][task.cpu()]);
            memory.mb("B");
            return idx;
        }

        @Override public void readUnlock(Task task, int idx) {
            memory.mb("C");
            increment(unlocks[idx][task.cpu()]);
        }

        @Override public void synchronize(Task task) {
            long inUse = index.get();
            if (flaw != Flaw.SCANS_OLD_INDEX_ONLY) {
                waitForReaders(task, (int) (inUse + 1) & 1);
            }
            memory.mb("E");
            if (flaw != Flaw.NEVER_FLIPS) {
                index.writeOnce(inUse + 1);
            }
            memory.mb("D");
            if (flaw != Flaw.SCANS_NEW_INDEX_ONLY) {
                waitForReaders(task, (int) inUse & 1);
            }
        }

        private void waitForReaders(Task task, int idx) {
            while (!nobodyInside(idx)) {
                task.pause();
            }
        }

        private boolean nobodyInside(int idx) {
            boolean locksFirst = flaw == Flaw.SUMS_LOCKS_FIRST;
            long first = sum(locksFirst ? locks[idx] : unlocks[idx]);
            memory.mb("A");
            return sum(locksFirst ? unlocks[idx] : locks[idx]) == first;
        }

        private static long sum(Word[] counters) {
            long sum = 0;
            for (Word counter : counters) {
                sum += counter.readOnce();
            }
            return sum;
        }

        private static void increment(Word counter) {
            counter.writeOnce(counter.get() + 1);
        }
    }

    /// A tasks-trace read side for one reader, whom the updater looks up instead of interrupting him.
    private static final class Asks extends TasksTrace {
        private final Word nesting;

        Asks(Word nesting) {
            this.nesting = nesting;
        }

        @Override public void readLock(Task task) {
            nesting.writeOnce(nesting.readOnce() + 1);
        }

        @Override public void readUnlock(Task task) {
            nesting.storeRelease("A", nesting.readOnce() - 1);
        }

        @Override public void synchronize(Task task) {
            nesting.awaitAcquire("A", task, -1, 0, false);
        }
    }
}
