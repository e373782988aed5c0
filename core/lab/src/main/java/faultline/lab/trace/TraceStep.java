package faultline.lab.trace;

import java.util.List;

/// One step of a traced question.
///
/// @param calls  the functions that are being executed, outermost first: `PageFault.handle`
/// @param places from where each of them made its next step: `PageFault.java:88`
/// @param access what was done: `fetchAddWithinAcquire`, `rmb`, `rcuReadLock`, `acquires`, `work`
/// @param edge   the letters of the order that it keeps; empty: none
/// @param cell   to which cell, `vma#2.vm_refcnt`, or to what else: `mmap_lock (read)`, `trap`
/// @param before the value that was read; empty where that does not matter
/// @param after  the value that was written; empty if nothing was
/// @param held   what the task holds at that moment, in the order in which it took them
public record TraceStep(List<String> calls, List<String> places, String access, String edge, String cell,
                        String before, String after, List<String> held) {

    /// Whether the step took a cache line to itself.
    public boolean writes() {
        return !after.isEmpty();
    }

    /// Whether the step touched memory at all.
    public boolean isAccess() {
        return !before.isEmpty() || !after.isEmpty();
    }

    /// The line of source that made it.
    public String place() {
        return places.isEmpty() ? "" : places.getLast();
    }
}
