package readnumber;

import faultline.kernel.memory.Line;
import faultline.kernel.memory.Word;

/// The count of a VMA and its mark, as the kernel has them; the mark of the writing session is in the address space.
///
/// ```
///     reader                                    writer
///
///     marked? fall back                         count + F
///     count + 1, if it is 1 to F - 2            wait for  count == F + 1
///             B: acquire ◀───────────────────── mark = session
///     it was 0? find again                      count - F     C: release
///     it was more? fall back                    change the VMA
///     still marked? count - 1, fall back        session + 1   G: release ───┐
///             E: acquire ◀──────────────────────────────────────────────────┘
///     in
/// ```
///
/// **C with B.** Whoever gets in after a writer sees its mark. **G with E.** Whoever finds the mark out of date sees all
/// that was done under it.
public final class Count {
    /// What a writer adds while it waits.
    public static final long F = 0x4000_0000;

    private final Word count;
    private final Word mark;
    private final Word session;

    /// In a session that has marked the VMA already.
    public Count(Line own, Line space, long count) {
        this.count = own.word("vm_refcnt", count);
        this.mark = own.word("vm_lock_seq", 7);
        this.session = space.word("mm_lock_seq", 7);
    }

    /// What a reader gets that comes now.
    public String read() {
        if (mark.readOnce() == session.readOnce()) {
            return "falls back";
        }
        long found = count.fetchAddWithinAcquire("B", 1, 1, F - 2);
        if (found == 0) {
            return "finds again";
        }
        if (found > F - 2) {
            return "falls back";
        }
        if (mark.readOnce() == session.loadAcquire("E")) {
            count.fetchAddRelease("D", -1);
            return "falls back";
        }
        return "in";
    }

    /// The session of the address space ends, and with it every mark of it.
    public void endSession() {
        session.storeRelease("G", 8);
    }
}
