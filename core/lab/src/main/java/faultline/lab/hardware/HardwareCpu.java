package faultline.lab.hardware;

import static faultline.lab.hardware.Cells.UNSAFE;

import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Words;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/// What the others see of one CPU: whether it is online, which grace period it has noted, who wants to
/// interrupt it, and whether its task sleeps. Shared by the tasks of the hardware and the torture world.
///
/// A CPU is online while a thread runs its task, and offline while that task sleeps or its thread is outside
/// the kernel. Both changes are made under the CPU's lock, and so is the decision of an interrupter:
///
/// ```
///     interrupter, under the target's lock      target
///
///     online:  enqueue the call, raise          poll: raised? take the calls, run them, answer each
///     offline: run the handler in its place     coming online waits for the lock
/// ```
///
/// While it waits for the answers an interrupter answers others, so two that interrupt each other both get
/// through; and a CPU that spins for a lock polls, so the interrupter may hold that lock.
public final class HardwareCpu {
    private static final long RUNNING = 0;
    private static final long SLEEPS = 1;
    private static final long SLEEPS_KILLABLE = 2;
    private static final int BUSY_SPINS = 200;

    private final HardwareMemory memory;
    private final QuiescentStates quiescentStates;
    private final int number;
    private final long noted;    // address, on a line that this CPU writes; 0: offline
    private final long raised;   // address, on a line that others write
    private final long state;    // address, beside raised
    private final long fatal;    // address, beside raised
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Call> calls = new ArrayDeque<>();   // under the lock
    private final Call call = new Call();                        // what this CPU asks of others just now
    private Task task;                                           // set once, before any thread enters
    private volatile Thread thread;

    HardwareCpu(HardwareMemory memory, int number) {
        this.memory = memory;
        this.quiescentStates = memory.quiescentStates();
        this.number = number;
        this.noted = memory.cells().allocate(Cells.BYTES);
        this.raised = memory.cells().allocate(3 * Cells.BYTES);
        this.state = raised + Cells.BYTES;
        this.fatal = state + Cells.BYTES;
    }

    public int number() {
        return number;
    }

    /// The task that has this CPU for good.
    public void belongsTo(Task task) {
        this.task = task;
    }

    public Task task() {
        return task;
    }

    /// The calling thread becomes this CPU's and enters the kernel.
    public void enter() {
        lock.lock();
        try {
            if (thread != null) {
                throw new IllegalStateException("cpu" + number + " is taken by " + thread.getName());
            }
            thread = Thread.currentThread();
        } finally {
            lock.unlock();
        }
        online();
    }

    /// The calling thread leaves the kernel. Must not hold anything; if it does, it is out all the same.
    public void leave() {
        int rcuDepth = task.rcuDepth();
        offline();
        thread = null;
        if (rcuDepth > 0) {
            throw memory.bug(task + " leaves the kernel inside RCU");
        }
    }

    /// The thread that has entered, or `null`.
    public Thread thread() {
        return thread;
    }

    /// Returns whether it was online.
    public boolean offline() {
        lock.lock();
        try {
            if (UNSAFE.getLong(null, noted) == 0) {
                return false;
            }
            answer();
            UNSAFE.putLongRelease(null, noted, 0L);   // B
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// Undoes [#offline], given what it returned.
    public void onlineIf(boolean wasOnline) {
        if (wasOnline) {
            online();
        }
    }

    private void online() {
        lock.lock();
        try {
            UNSAFE.putLongOpaque(null, noted, quiescentStates.period());
            VarHandle.fullFence();             // C
        } finally {
            lock.unlock();
        }
    }

    boolean hasNoted(long period) {
        long seen = UNSAFE.getLongAcquire(null, noted);
        return seen == 0 || seen >= period;
    }

    /// An interrupt point of this CPU's own thread. Inside RCU it takes interrupts only.
    public void poll(int rcuDepth) {
        if (rcuDepth == 0 && quiescentStates.period() != UNSAFE.getLong(null, noted)) {
            note();
        }
        if (UNSAFE.getLongOpaque(null, raised) != 0) {
            answerNow();
        }
    }

    private void note() {
        if (UNSAFE.getLong(null, noted) == 0) {
            throw new IllegalStateException(task + " runs while its CPU is offline: enter first");
        }
        long period = quiescentStates.period();
        VarHandle.fullFence();   // B
        UNSAFE.putLongOpaque(null, noted, period);
        VarHandle.fullFence();   // C
    }

    private void answerNow() {
        lock.lock();
        try {
            answer();
        } finally {
            lock.unlock();
        }
    }

    /// Under the lock; handlers take none, so nobody is waited for.
    private void answer() {
        UNSAFE.putLongOpaque(null, raised, 0L);
        for (Call asked = calls.poll(); asked != null; asked = calls.poll()) {
            try {
                asked.handler.handle(task);
            } finally {
                asked.unanswered.decrementAndGet();
            }
        }
    }

    /// Runs `handler` on all CPUs whose bit is set but this one, and returns when all have run it.
    public void interrupt(HardwareCpu[] all, Words cpus, Memory.Interrupt handler) {
        VarHandle.fullFence();
        call.handler = handler;
        try {
            for (int word = 0; word < cpus.length(); word++) {
                for (long bits = cpus.readOnce(word); bits != 0; bits &= bits - 1) {
                    int target = word * Long.SIZE + Long.numberOfTrailingZeros(bits);
                    if (target < all.length && target != number) {
                        all[target].ask(call);
                    }
                }
            }
        } finally {
            int spins = 0;
            while (call.unanswered.get() != 0) {
                if (UNSAFE.getLongOpaque(null, raised) != 0) {
                    answerNow();
                }
                spins = spin(spins);
            }
        }
        VarHandle.fullFence();
    }

    /// Runs `handler` on this CPU soon, or at once if it is offline; for a device, which waits for nothing.
    void interrupt(Memory.Interrupt handler) {
        Call device = new Call();
        device.handler = handler;
        ask(device);
    }

    private void ask(Call asked) {
        lock.lock();
        try {
            if (UNSAFE.getLong(null, noted) == 0) {
                asked.handler.handle(task);
                return;
            }
            asked.unanswered.incrementAndGet();
            calls.add(asked);
            UNSAFE.putLongOpaque(null, raised, 1L);
        } finally {
            lock.unlock();
        }
    }

    /// [Task#prepareToSleep].
    public void prepareToSleep(boolean killable) {
        UNSAFE.putLongOpaque(null, state, killable ? SLEEPS_KILLABLE : SLEEPS);
        VarHandle.fullFence();
    }

    /// [Task#sleep], outside RCU.
    public void sleep() {
        if (!staysAsleep()) {
            finishSleep();
            return;
        }
        boolean online = offline();
        while (staysAsleep()) {
            LockSupport.park(this);
        }
        onlineIf(online);
        finishSleep();
    }

    private boolean staysAsleep() {
        long seen = UNSAFE.getLongAcquire(null, state);
        return seen == SLEEPS || seen == SLEEPS_KILLABLE && !fatalSignalPending();
    }

    /// Whether the task has gone to sleep, and nobody has woken it yet.
    public boolean isAsleep() {
        return thread != null && UNSAFE.getLongAcquire(null, noted) == 0 && staysAsleep();
    }

    /// [Task#finishSleep].
    public void finishSleep() {
        UNSAFE.putLongOpaque(null, state, RUNNING);
    }

    /// [Task#wake]. Says whether the task had said that it would sleep.
    public boolean wake() {
        VarHandle.fullFence();
        if (UNSAFE.getLongOpaque(null, state) == RUNNING) {
            return false;
        }
        UNSAFE.getAndSetLong(null, state, RUNNING);
        LockSupport.unpark(thread);
        return true;
    }

    public boolean fatalSignalPending() {
        return UNSAFE.getLongOpaque(null, fatal) != 0;
    }

    /// [Task#kill].
    public void kill() {
        UNSAFE.putLongOpaque(null, fatal, 1L);
        VarHandle.fullFence();
        LockSupport.unpark(thread);
    }

    /// The task of this CPU is a new one, which nobody has killed.
    public void forgive() {
        UNSAFE.putLongOpaque(null, fatal, 0L);
    }

    /// Waits without the CPU.
    public void waitOffline(long nanos) {
        boolean online = offline();
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(this, left);
        }
        onlineIf(online);
    }

    /// One turn of a waiting loop; give it what it returned last, and 0 first. Threads may outnumber
    /// processors, so it soon lets others run.
    public static int spin(int spins) {
        if (spins < BUSY_SPINS) {
            Thread.onSpinWait();
        } else {
            Thread.yield();
        }
        return spins + 1;
    }

    private static final class Call {
        private final AtomicInteger unanswered = new AtomicInteger();
        private Memory.Interrupt handler;   // written by the asking CPU, read under the lock of the asked
    }
}
