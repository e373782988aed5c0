package faultline.lab.torture;

import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/// When a task stops between two of its steps, and for how long. Drawn from a seed.
///
/// Races need one thread to stand still in the wrong place while another gets far. So pauses come in moods:
/// for a while they are rare and long, then frequent and short. A task that has nobody to race with only
/// spins: on a busy machine each time it let others run would cost it milliseconds.
final class Pauses {
    private static final int STEPS_A_MOOD = 1 << 12;

    private final SplittableRandom random;
    private final boolean alone;
    private int untilPause = 1;
    private int untilMood;
    private int meanDistance = 1;

    Pauses(long seed, boolean alone) {
        this.random = new SplittableRandom(seed);
        this.alone = alone;
    }

    /// One step of the task.
    void step() {
        untilPause--;
        if (untilPause <= 0) {
            pause();
        }
    }

    private void pause() {
        if (untilMood <= 0) {
            untilMood = STEPS_A_MOOD;
            meanDistance = 1 << random.nextInt(4, 12);
        }
        untilPause = random.nextInt(1, 2 * meanDistance);
        untilMood -= untilPause;
        int kind = random.nextInt(100);
        if (alone || kind < 75) {
            spin(random.nextInt(1, 100));
        } else if (kind < 98) {
            Thread.yield();
        } else {
            LockSupport.parkNanos(random.nextInt(1_000, 20_000));
        }
    }

    /// A read of a field that a writer may be about to change: worth standing still at, long enough for him
    /// to be done.
    void linger() {
        int kind = random.nextInt(64);
        if (alone) {
            return;
        }
        if (kind == 0) {
            LockSupport.parkNanos(random.nextInt(10_000, 150_000));
        } else if (kind < 8) {
            Thread.yield();
        }
    }

    private static void spin(int turns) {
        for (int i = 0; i < turns; i++) {
            Thread.onSpinWait();
        }
    }
}
