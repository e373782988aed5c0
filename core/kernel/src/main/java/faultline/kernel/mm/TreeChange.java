package faultline.kernel.mm;

import faultline.kernel.memory.Task;

/// A store that has all the memory it needs.
final class TreeChange {
    /// Makes the change visible; cannot fail.
    void publish(Task task) {
    }

    /// Gives the memory back; nothing has changed.
    void abandon(Task task) {
    }
}
