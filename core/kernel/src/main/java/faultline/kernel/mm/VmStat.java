package faultline.kernel.mm;

/// The events that the fault path counts, under their names in /proc/vmstat.
///
/// For faults alone, attempts = `vma_lock_success` + `vma_lock_abort` + `vma_lock_retry`; a miss is extra,
/// and is counted where a strategy says that it found a detached VMA.
public enum VmStat {
    /// A fault was handled to its end, or refused for good, under the VMA's lock.
    VMA_LOCK_SUCCESS,
    /// The reader did not get in; `mmap_lock` was taken.
    VMA_LOCK_ABORT,
    /// The reader got in, but had to leave before the end; the fault went on under `mmap_lock`.
    VMA_LOCK_RETRY,
    /// The VMA that the tree gave was detached.
    VMA_LOCK_MISS,
    /// Faults, of any kind.
    PGFAULT,
    /// Faults that waited for the device.
    PGMAJFAULT,
    /// Uprobe hits answered by the speculative look alone.
    UPROBE_LOOKUP_SUCCESS,
    /// Uprobe hits that took `mmap_lock` to look again.
    UPROBE_LOOKUP_FALLBACK;

    /// As /proc/vmstat prints it.
    public String field() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
