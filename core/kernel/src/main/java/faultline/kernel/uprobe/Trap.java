package faultline.kernel.uprobe;

import faultline.kernel.mm.FaultResult;

/// How one step of user code ended.
public enum Trap {
    /// It was done, or will be done again: go on at `ip`.
    NONE,
    /// A breakpoint that no uprobe knows.
    SIGTRAP,
    /// No instruction.
    SIGILL,
    SIGSEGV,
    SIGBUS,
    OOM,
    KILLED;

    static Trap of(FaultResult result) {
        return switch (result) {
            case DONE, RETRY, NEED_FRAME -> NONE;
            case SIGSEGV_MAPERR, SIGSEGV_ACCERR -> SIGSEGV;
            case SIGBUS -> SIGBUS;
            case OOM -> OOM;
            case KILLED -> KILLED;
        };
    }
}
