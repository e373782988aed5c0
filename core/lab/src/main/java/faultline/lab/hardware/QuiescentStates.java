package faultline.lab.hardware;

import static faultline.lab.hardware.Cells.UNSAFE;

import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/// RCU by quiescent states (QSBR). A read section stores nothing; a task says at its interrupt points that it
/// stands in none, and only when somebody waits.
///
/// ```
///     writer                                        reader's task, at an interrupt point outside RCU
///
///     unlink the object
///     ──── A: full barrier ────┐
///     period = n               └──────────────────▶ period, read once: not the one noted last
///     for each CPU: wait for                        ──── B: full barrier ────
///         noted == n, or 0      ◀────────────────── noted = period
///     ──── D: full barrier ────                     ──── C: full barrier ────
///     free the object                               next section
/// ```
///
/// **B with D.** Every section that ended before the note is over, with all that it read, before the object
/// is freed.
///
/// **A with C.** Every section after the note sees the object unlinked.
///
/// `noted == 0` says that the CPU is offline: asleep, or its thread is outside the kernel. Going offline is a
/// note with nothing after it; coming online stores the current period and then a full barrier, so either the
/// writer waits for the newcomer or the newcomer sees what the writer did.
///
/// A period may be shared by all that asked before it began. Each call still lasts the minimum it was given,
/// because a grace period of the real kernel lasts milliseconds and ours would otherwise cost a thousand
/// times less.
final class QuiescentStates {
    private static final int SPINS = 250;   // then naps: who only yields on a busy machine is served last
    private static final long NAP_NANOS = 50_000;

    private final Cells cells;
    private final HardwareCpu[] cpus;
    private final long minimumNanos;
    private final long period;   // address; written under the lock
    private final ReentrantLock lock = new ReentrantLock();
    private long completed;      // under the lock

    QuiescentStates(Cells cells, HardwareCpu[] cpus, long minimumNanos) {
        this.cells = cells;
        this.cpus = cpus;
        this.minimumNanos = minimumNanos;
        this.period = cells.allocate(Cells.BYTES);
        this.completed = 1;
        UNSAFE.putLong(null, period, completed);
    }

    /// Never 0.
    long period() {
        return UNSAFE.getLongOpaque(null, period);
    }

    /// Waits for all CPUs that are online; the caller's is not. Not inside RCU.
    void synchronize() {
        long began = System.nanoTime();
        VarHandle.fullFence();   // A
        long needed = period() + 1;
        lock.lock();
        try {
            if (completed < needed) {
                complete(completed + 1);
            }
        } finally {
            lock.unlock();
        }
        VarHandle.fullFence();   // D
        long left = began + minimumNanos - System.nanoTime();
        while (left > 0) {
            LockSupport.parkNanos(this, left);
            left = began + minimumNanos - System.nanoTime();
        }
    }

    private void complete(long number) {
        VarHandle.fullFence();   // A, for those who share this period
        UNSAFE.putLongOpaque(null, period, number);
        VarHandle.fullFence();
        for (HardwareCpu cpu : cpus) {
            int spins = 0;
            while (!cpu.hasNoted(number)) {
                spins = HardwareCpu.spin(spins);
                if (spins > SPINS) {
                    LockSupport.parkNanos(this, NAP_NANOS);
                }
            }
        }
        completed = number;
    }

    long minimumNanos() {
        return minimumNanos;
    }
}
