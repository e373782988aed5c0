package faultline.lab.explorer;

import faultline.lab.Explorer.Bounds;
import java.util.ArrayList;
import java.util.List;

/// Every order of steps and every value, equivalent or not: what the reduction is held against.
final class Unreduced implements Decisions {
    private final Bounds bounds;
    private final List<int[]> made = new ArrayList<>();   // what was chosen, of how many
    private int at;
    private int last;
    private int preemptions;
    private int olds;

    Unreduced(Bounds bounds) {
        this.bounds = bounds;
    }

    void begin() {
        at = 0;
        last = -1;
        preemptions = 0;
        olds = 0;
    }

    boolean advance() {
        while (!made.isEmpty()) {
            int[] last = made.getLast();
            if (last[0] + 1 < last[1]) {
                last[0]++;
                return true;
            }
            made.removeLast();
        }
        return false;
    }

    private int choose(int of) {
        if (at == made.size()) {
            made.add(new int[] {0, of});
        }
        return made.get(at++)[0];
    }

    @Override public boolean triesAllOrders() {
        return false;
    }

    @Override public int task(int ready) {
        boolean goesOn = last >= 0 && (ready >> last & 1) != 0;
        int rest = goesOn && preemptions >= bounds.preemptions() ? 1 << last : ready;
        for (int skip = choose(Integer.bitCount(rest)); skip > 0; skip--) {
            rest &= rest - 1;
        }
        int task = Integer.numberOfTrailingZeros(rest);
        preemptions += goesOn && task != last ? 1 : 0;
        last = task;
        return task;
    }

    @Override public int value(int[] options, int count, int newest) {
        int chosen = olds >= bounds.staleness() ? 0 : choose(count);
        olds += chosen > 0 ? 1 : 0;
        return chosen;
    }
}
