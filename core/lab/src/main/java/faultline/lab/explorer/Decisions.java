package faultline.lab.explorer;

/// Decides what the model leaves open: who takes the next step, which of several stores a load finds.
interface Decisions {

    /// Nobody goes on: this execution shows nothing that another has not shown.
    int NOBODY = -1;

    /// Who takes the next step, of the tasks whose bit is set in `ready`.
    int task(int ready);

    /// Which of the first `count` of `options`, by its index there: stores of one location, from the newest, which is
    /// the one at `newest`.
    int value(int[] options, int count, int newest);

    /// Whether other orders of steps are tried too, so that an old value need be offered only where no such order
    /// yields it.
    boolean triesAllOrders();

    /// A step of `task` might as well have come before `step`, and that would have made a difference.
    ///
    /// @param taken whether it is the step taken last; else one that `task` never came to
    default void race(int step, int task, boolean taken) {
    }
}
