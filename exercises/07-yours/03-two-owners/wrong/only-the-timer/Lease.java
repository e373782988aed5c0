package lease;

import faultline.kernel.memory.Line;
import faultline.kernel.memory.Word;

/// What a probed function that has not returned yet keeps its probe with.
///
/// ```
///     state     means                                 who moves it on
///     LENT      one place in `inside` is taken        the return, or the timer
///     OWNED     one reference to the probe is held    the return
///     LOST      the probe was dying: nothing is held  nobody
///     OVER      the function has returned             nobody
/// ```
///
/// ```
///     the return                                the timer, after 100 ms
///
///     hold = state                              state is LENT? else nothing to do
///     state = OVER                              get a reference, unless the last is gone
///     handlers, unless hold is LOST             state = OWNED, or LOST if there was none
///     hold is LENT: leave `inside`              leave `inside`
///     hold is OWNED: put the reference
/// ```
///
/// Whoever wants to free what handlers need waits until nobody is in `inside` and no reference is held.
public final class Lease {
    public static final long LENT = 0;
    public static final long OWNED = 1;
    public static final long LOST = 2;
    public static final long OVER = 3;

    private final Word state;
    private final Word inside;
    private final Word references;

    /// Begins LENT: the caller has taken the place already.
    public Lease(Line line, Word inside, Word references) {
        this.state = line.word("state", LENT);
        this.inside = inside;
        this.references = references;
    }

    /// The function returns. What it kept its probe with, to be given to [#giveBack] when the handlers are through.
    public long takeOver() {
        long hold = state.readOnce();
        state.writeOnce(OVER);
        return hold;
    }

    public void giveBack(long hold) {
        if (hold == LENT) {
            leave();
        } else if (hold == OWNED) {
            put();
        }
    }

    /// The function has not returned for a long time: a reference holds up less than a place does.
    public void expire() {
        if (state.readOnce() != LENT) {
            return;
        }
        boolean got = tryGet();
        if (state.cmpxchg("C", "D", LENT, got ? OWNED : LOST) == LENT) {
            leave();
        } else if (got) {
            put();
        }
    }

    private void leave() {
        inside.fetchAddRelease("E", -1);
    }

    private void put() {
        references.fetchAddRelease("F", -1);
    }

    /// One more reference, unless the last is gone.
    private boolean tryGet() {
        return references.fetchAddWithinRelaxed(1, 1, Integer.MAX_VALUE) > 0;
    }
}
