package faultline.kernel.sync;

import faultline.kernel.memory.Line;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Word;

/// How many hold an object (`refcount_t`). Taking needs no order, because whoever takes has a hold already or
/// found the object under protection; giving back is ordered:
///
/// ```
///     one holder                                the last holder
///
///     its accesses to the object
///     count - 1        A: release ────────▶     count - 1 = 0
///                                               B: acquire
///                                               free it
/// ```
///
/// **A with B.** Whoever brings the count to nought sees the object as all the others left it.
///
/// A count that runs over, or is taken from or brought below nought, sticks at [#SATURATED]: the object leaks
/// rather than be freed under a holder.
public final class Refcount {
    /// Where a count that ran over, or under, stays. Half way between the limits, so that no race leads out.
    public static final long SATURATED = -0x4000_0000L;

    private static final long MAX = 0x7fff_ffffL;

    private final Memory memory;
    private final Word count;

    public Refcount(Line line, String field, long initial) {
        this.memory = line.owner().memory();
        this.count = line.word(field, initial);
    }

    /// For an object that nobody else can see yet.
    public void set(long value) {
        count.writeOnce(value);
    }

    public long read() {
        return count.readOnce();
    }

    /// One more hold. The caller has one.
    public void inc() {
        long old = count.fetchAddRelaxed(1);
        if (old <= 0 || old >= MAX) {
            saturate(old == 0, "taken without a hold");
        }
    }

    /// One more hold, unless the last is gone.
    public boolean incNotZero() {
        long old = count.fetchAddWithinRelaxed(1, 1, MAX - 1);
        if (old >= MAX) {
            saturate(false, "");
        }
        return old != 0;
    }

    /// One hold less. `true`: it was the last, and the object is the caller's alone.
    public boolean decAndTest() {
        long old = count.fetchAdd("Refcount.A", "Refcount.B", -1);
        if (old <= 0) {
            saturate(old == 0, "given back too often");
            return false;
        }
        return old == 1;
    }

    private void saturate(boolean misused, String how) {
        count.writeOnce(SATURATED);
        if (misused) {
            memory.bug(count + " is " + how);   // recorded, and the object leaks: nobody is hurt any further
        }
    }
}
