package faultline.lab.explorer;

import java.util.Arrays;

/// How far somebody has come with each location: the time of a store in that location's order, 0 for what was
/// there at the start. Locations are numbered as they are first stored to in an execution.
///
/// The first numbers are no locations: for each task, how many of its stores and how many of its loads are known
/// to be over. Data races are found by them.
final class View {
    private static final int[] NOTHING = {};

    private int[] times = NOTHING;

    static int storesOf(int task) {
        return 2 * task;
    }

    static int loadsOf(int task) {
        return 2 * task + 1;
    }

    int time(int slot) {
        return slot >= 0 && slot < times.length ? times[slot] : 0;
    }

    void raise(int slot, int time) {
        if (slot >= times.length) {
            times = Arrays.copyOf(times, Math.max(8, slot + slot / 2 + 1));
        }
        if (times[slot] < time) {
            times[slot] = time;
        }
    }

    void join(View other) {
        int[] from = other.times;
        if (from.length > times.length) {
            times = Arrays.copyOf(times, from.length);
        }
        for (int i = 0; i < from.length; i++) {
            if (times[i] < from[i]) {
                times[i] = from[i];
            }
        }
    }

    View copy() {
        View copy = new View();
        copy.times = times.length == 0 ? NOTHING : times.clone();
        return copy;
    }

    void clear() {
        Arrays.fill(times, 0);
    }
}
