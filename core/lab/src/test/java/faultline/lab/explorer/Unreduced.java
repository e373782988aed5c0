package faultline.lab.explorer;

import java.util.ArrayList;
import java.util.List;

/// Every order of steps and every value, equivalent or not: what the reduction is held against.
final class Unreduced implements Decisions {
    private final List<int[]> made = new ArrayList<>();   // what was chosen, of how many
    private int at;

    void begin() {
        at = 0;
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
        int rest = ready;
        for (int skip = choose(Integer.bitCount(ready)); skip > 0; skip--) {
            rest &= rest - 1;
        }
        return Integer.numberOfTrailingZeros(rest);
    }

    @Override public int value(int[] options, int count, int newest) {
        return choose(count);
    }
}
