package faultline.lab.explorer;

import faultline.lab.Explorer.Bounds;
import java.util.Arrays;

/// Tries all executions that differ, one after the other, each once as far as it can tell: dynamic partial-order
/// reduction with source sets and sleep sets (Abdulla, Aronis, Jonsson, Sagonas).
///
/// An execution is its decisions. The next one takes the same as far as to the last that can still be made
/// otherwise; so what is kept is one execution long, however many there are.
///
/// Under a bound of preemptions two executions that show the same may need different numbers of them, so nobody
/// sleeps, and whoever races is tried where the other one's turn began too (Coons, Musuvathi, McKinley); and old
/// values are offered even where another order would yield them.
final class Exhaustive implements Decisions {
    private static final int STEP = 0;
    private static final int VALUE = 1;

    private final Bounds bounds;
    private Steps steps;
    private int size;
    private int at;
    private int step;
    private int[] kind = new int[64];
    private int[] chosen = new int[64];
    private int[] options = new int[64];     // tasks that were ready; or how many values
    private int[] wanted = new int[64];      // tasks to try
    private int[] done = new int[64];        // tasks tried
    private int[] asleep = new int[64];      // tasks not to try: their step shows nothing new here
    private int[] marks = new int[64];       // what the accesses before came to
    private int[] preempted = new int[64];   // preemptions so far
    private int[] entryOfStep = new int[64];
    private int olds;                        // old values found in this execution
    private String nondeterminism;

    Exhaustive(Bounds bounds) {
        this.bounds = bounds;
    }

    void belongsTo(Steps steps) {
        this.steps = steps;
    }

    /// Before each execution.
    void begin() {
        at = 0;
        step = 0;
        olds = 0;
    }

    private boolean isUnbounded() {
        return bounds.preemptions() == Integer.MAX_VALUE;
    }

    /// Not `null`: the same decisions led elsewhere the second time, and nothing can be said.
    String nondeterminism() {
        return nondeterminism;
    }

    @Override public boolean triesAllOrders() {
        return isUnbounded();
    }

    @Override public int task(int ready) {
        if (at < size) {
            if (kind[at] != STEP || options[at] != ready || marks[at] != steps.mark()) {
                nondeterminism = "step " + step;
                return NOBODY;
            }
            return taken(chosen[at]);
        }
        int sleeping = step == 0 || !isUnbounded() ? 0 : sleeping();
        int awake = ready & ~sleeping;
        if (awake == 0) {
            return NOBODY;
        }
        int last = step == 0 ? 0 : chosen[entryOfStep[step - 1]];
        int task = (awake >> last & 1) != 0 ? last : Integer.numberOfTrailingZeros(awake);
        int entry = append(STEP, ready, task);
        wanted[entry] = 1 << task;
        done[entry] = 0;
        asleep[entry] = sleeping;
        preempted[entry] = step == 0 ? 0
                : preempted[entryOfStep[step - 1]] + cost(entryOfStep[step - 1], before(step - 1));
        return taken(task);
    }

    /// Who took the step before this one; -1: nobody.
    private int before(int step) {
        return step == 0 ? -1 : chosen[entryOfStep[step - 1]];
    }

    /// 1 if what was chosen at `entry` made `last` wait, who could have gone on.
    private int cost(int entry, int last) {
        return last >= 0 && last != chosen[entry] && (options[entry] >> last & 1) != 0 ? 1 : 0;
    }

    /// Those asleep, or tried already, before the last step, whose own step is in no order with it.
    private int sleeping() {
        int before = entryOfStep[step - 1];
        int candidates = (asleep[before] | done[before]) & ~(1 << chosen[before]);
        int sleeping = 0;
        for (int rest = candidates; rest != 0; rest &= rest - 1) {
            int task = Integer.numberOfTrailingZeros(rest);
            if (!steps.isInOrder(task)) {
                sleeping |= 1 << task;
            }
        }
        return sleeping;
    }

    private int taken(int task) {
        if (step == entryOfStep.length) {
            entryOfStep = Arrays.copyOf(entryOfStep, 2 * step);
        }
        entryOfStep[step++] = at++;
        return task;
    }

    @Override public int value(int[] values, int count, int newest) {
        if (count == 1 || olds >= bounds.staleness()) {
            return 0;
        }
        if (at < size) {
            if (kind[at] != VALUE || options[at] != count || marks[at] != steps.mark()) {
                nondeterminism = "step " + step;
                return 0;
            }
            olds += chosen[at] > 0 ? 1 : 0;
            return chosen[at++];
        }
        append(VALUE, count, 0);
        at++;
        return 0;
    }

    private int append(int what, int of, int first) {
        if (size == kind.length) {
            kind = Arrays.copyOf(kind, 2 * size);
            chosen = Arrays.copyOf(chosen, 2 * size);
            options = Arrays.copyOf(options, 2 * size);
            wanted = Arrays.copyOf(wanted, 2 * size);
            done = Arrays.copyOf(done, 2 * size);
            asleep = Arrays.copyOf(asleep, 2 * size);
            marks = Arrays.copyOf(marks, 2 * size);
            preempted = Arrays.copyOf(preempted, 2 * size);
        }
        kind[size] = what;
        options[size] = of;
        chosen[size] = first;
        marks[size] = steps.mark();
        return size++;
    }

    @Override public void race(int earlier, int task, boolean taken) {
        int entry = entryOfStep[earlier];
        int initials = steps.initials(earlier, task, taken);
        if (!isUnbounded()) {
            wanted[entry] |= options[entry];
            int turn = earlier;
            while (turn > 0 && before(turn) == chosen[entryOfStep[turn]]) {
                turn--;
            }
            wanted[entryOfStep[turn]] |= options[entryOfStep[turn]];
        } else if ((initials & (wanted[entry] | asleep[entry])) == 0) {
            int ready = initials & options[entry];
            wanted[entry] |= ready != 0 ? Integer.lowestOneBit(ready) : options[entry];
        }
    }

    /// Turns to the next execution. `false`: there is none.
    boolean advance() {
        while (size > 0) {
            int last = size - 1;
            if (kind[last] == VALUE) {
                if (chosen[last] + 1 < options[last]) {
                    chosen[last]++;
                    return true;
                }
            } else {
                done[last] |= 1 << chosen[last];
                int left = wanted[last] & options[last] & ~done[last] & ~asleep[last] & affordable(last);
                if (left != 0) {
                    chosen[last] = Integer.numberOfTrailingZeros(left);
                    return true;
                }
            }
            size--;
        }
        return false;
    }

    /// The tasks that may take the step at `entry` within the bound.
    private int affordable(int entry) {
        int last = entry - 1;
        while (last >= 0 && kind[last] != STEP) {
            last--;
        }
        boolean spent = preempted[entry] >= bounds.preemptions();
        return last < 0 || !spent || (options[entry] >> chosen[last] & 1) == 0 ? -1 : 1 << chosen[last];
    }
}
