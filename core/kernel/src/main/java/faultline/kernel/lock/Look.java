package faultline.kernel.lock;

import faultline.kernel.mm.Vma;

/// What a reader must remember between start and end. The task's own, one a nesting level.
public final class Look {

    public Look() {
    }

    /// The VMA that the read stands on; set by `startRead` and `startLook` when they answer `true`.
    public Vma vma;

    /// For the strategy: a sequence number, or whatever it must compare at the end.
    public long stamp;

    /// For the strategy: an index, as SRCU's.
    public int index;
}
