package faultline.lab.workload;

/// How the threads of a workload share what they work on.
public enum Layout {
    /// One VMA for all; each thread has a slice of its own, which is reset by `madvise`.
    SHARED,
    /// A VMA for each thread.
    OWN;

    /// As a student types it: `shared`.
    @Override public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
