package faultline.lab.workload;

import faultline.kernel.memory.Task;

/// What one task does, over and over: [#length] operations, then a reset, and so on. Played by one thread;
/// all that it changes outside the kernel is its own.
public interface Part {

    /// How many operations there are between two resets.
    int length();

    /// One operation; `index` counts from 0 after each reset. What is not as it must be, is thrown.
    void step(Task task, int index);

    /// Makes things as they were before the first operation.
    default void reset(Task task) {
    }

    /// The task is not going to play any more.
    default void end(Task task) {
    }

    /// Whether an operation changes mappings.
    default boolean stepWrites() {
        return false;
    }

    /// Whether the reset changes mappings.
    default boolean resetWrites() {
        return false;
    }

    /// How many of the operations so far took `mmap_lock` instead, where the kernel does not count it.
    default long fallbacks() {
        return 0;
    }

    /// How many might have.
    default long attempts() {
        return 0;
    }
}
