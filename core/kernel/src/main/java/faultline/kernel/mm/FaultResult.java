package faultline.kernel.mm;

/// How a page fault, or an access of user code, ended.
public enum FaultResult {
    /// The page is there; or nothing was done, and user code will fault again.
    DONE,
    /// No VMA covers the address (`SEGV_MAPERR`).
    SIGSEGV_MAPERR,
    /// The VMA does not allow it (`SEGV_ACCERR`).
    SIGSEGV_ACCERR,
    /// The VMA reaches beyond the end of its file.
    SIGBUS,
    /// There was no memory.
    OOM,
    /// A fatal signal came first.
    KILLED,
    /// Inside the path only: the lock was let go, or does not do; once more under `mmap_lock`.
    RETRY,
    /// Inside the path only: a frame has to be allocated where sleeping is allowed; once more, with it in
    /// hand.
    NEED_FRAME
}
