package faultline.lab.explorer;

/// One value that a location had, or has: a store in its order.
final class Store {
    /// Between two stores in a row; what comes in between gets a time between theirs.
    static final int SPACING = 1 << 10;

    long value;
    final int time;
    final View view;          // what whoever reads it with an acquire knows then; null: nothing
    final int task;
    final int step;
    final int[] clock;        // the steps before it, by task; null: it was there at the start
    final int edit;           // of a VMA: which one it belongs to; see [Properties]
    final boolean follows;    // part of a read-modify-write: nothing comes between it and the one before

    /// What was there at the start.
    Store(long value) {
        this(value, 0, null, 0, -1, null, 0, false);
    }

    Store(long value, int time, View view, int task, int step, int[] clock, int edit, boolean follows) {
        this.value = value;
        this.time = time;
        this.view = view;
        this.task = task;
        this.step = step;
        this.clock = clock;
        this.edit = edit;
        this.follows = follows;
    }

    /// Whether it was made before whatever `clock` belongs to.
    boolean isBefore(int[] clock) {
        return clock != null && step <= clock[task];
    }
}
