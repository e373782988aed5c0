package faultline.lab.explorer;

import faultline.lab.Explorer.Bounds;
import java.util.SplittableRandom;

/// Decides at random, in the manner of PCT: each task has a priority and runs for as long as nobody ready has a
/// higher one; at a few steps, drawn beforehand, the one who runs falls behind all others. Most loads find the
/// newest store.
final class RandomDecisions implements Decisions {
    private static final int MOST_CHANGES = 4;
    private static final int TASKS = 32;

    private final SplittableRandom random;
    private final int[] priority = new int[TASKS];
    private final int[] changeAt = new int[MOST_CHANGES];
    private int usualSteps = 16;
    private int step;
    private int lowest;
    private int staleOf8;
    private final Bounds bounds;
    private int last;
    private int preemptions;
    private int olds;

    RandomDecisions(long seed, Bounds bounds) {
        this.random = new SplittableRandom(seed);
        this.bounds = bounds;
    }

    /// Before each execution; the last one took `steps`.
    void begin(int steps) {
        usualSteps = Math.max(usualSteps, steps);
        for (int i = 0; i < TASKS; i++) {
            priority[i] = random.nextInt(1, 1 << 20);
        }
        int changes = random.nextInt(MOST_CHANGES + 1);
        for (int i = 0; i < MOST_CHANGES; i++) {
            changeAt[i] = i < changes ? random.nextInt(usualSteps) : -1;
        }
        staleOf8 = random.nextInt(5);
        step = 0;
        lowest = 0;
        last = -1;
        preemptions = 0;
        olds = 0;
    }

    @Override public boolean triesAllOrders() {
        return false;
    }

    @Override public int task(int ready) {
        int task = highest(ready);
        for (int change : changeAt) {
            if (change == step) {
                priority[task] = --lowest;
                task = highest(ready);
            }
        }
        step++;
        boolean goesOn = last >= 0 && (ready >> last & 1) != 0;
        if (goesOn && task != last && ++preemptions > bounds.preemptions()) {
            return last;
        }
        last = task;
        return task;
    }

    private int highest(int ready) {
        int best = Integer.numberOfTrailingZeros(ready);
        for (int rest = ready & ready - 1; rest != 0; rest &= rest - 1) {
            int task = Integer.numberOfTrailingZeros(rest);
            best = priority[task] > priority[best] ? task : best;
        }
        return best;
    }

    @Override public int value(int[] options, int count, int newest) {
        int chosen = count > 1 && olds < bounds.staleness() && random.nextInt(8) < staleOf8 ? random.nextInt(count) : 0;
        olds += chosen > 0 ? 1 : 0;
        return chosen;
    }
}
