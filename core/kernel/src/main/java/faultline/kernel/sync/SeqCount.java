package faultline.kernel.sync;

import faultline.kernel.memory.Line;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Word;

/// A number that is odd while somebody writes (`seqcount_t`). Readers write nothing; they look, and believe
/// what they saw only if the number was even and stood still.
///
/// ```
///     writer (keeps other writers out)          reader
///
///     sequence + 1, odd                ┌──────▶ start = sequence; even?
///     ──── A: write barrier ────┐      │        C: acquire
///     writes the data           │      │        reads the data
///     ──── B: write barrier ────│──────┘        ──── D: read barrier ────
///     sequence + 1, even        └─────────────▶ sequence still == start?
/// ```
///
/// **B with C.** An even number comes with all that was written before it.
///
/// **A with D.** A reader who saw any of what is being written also sees that the number has moved.
///
/// The first increment need not hold back what comes before it, nor the second what comes after: only the
/// writes between them matter. The writer's own number needs no order, because something else keeps writers
/// apart.
///
/// Not promised: that the number never comes round. One of `bits` bits does after `2^(bits - 1)` writes, and
/// a reader who slept through exactly so many believes what he should not.
public final class SeqCount {
    private final Memory memory;
    private final Word sequence;
    private final long mask;

    /// A sequence of 8, 32 or 64 bits, in a cell of `line` called `field`.
    public SeqCount(Line line, String field, int bits) {
        this.memory = line.owner().memory();
        this.sequence = line.word(field, 0);
        this.mask = bits == Long.SIZE ? -1 : (1L << bits) - 1;
    }

    /// Even, and 0: the owner begins a new life that nobody else can see yet (`seqcount_init`).
    public void init() {
        sequence.writeOnce(0);
    }

    /// The number to give to [#readRetry]. If it is odd, a writer is inside, and nothing was begun.
    public long readBegin() {
        return sequence.loadAcquire("SeqCount.C");
    }

    /// Whether what was read since [#readBegin] answered `start` must not be believed.
    public boolean readRetry(long start) {
        memory.rmb("SeqCount.D");
        return sequence.readOnce() != start;
    }

    /// Writes of data may follow.
    public void writeBegin() {
        sequence.writeOnce(sequence.get() + 1 & mask);
        memory.wmb("SeqCount.A");
    }

    /// The data are written.
    public void writeEnd() {
        memory.wmb("SeqCount.B");
        sequence.writeOnce(sequence.get() + 1 & mask);
    }

    /// The number itself, for those who compare it with another under a letter of their own (`vm_lock_seq`).
    public Word sequence() {
        return sequence;
    }

    public static boolean isOdd(long sequence) {
        return (sequence & 1) != 0;
    }
}
