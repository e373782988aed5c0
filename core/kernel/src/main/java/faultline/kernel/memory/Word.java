package faultline.kernel.memory;

/// One 64-bit cell on a [Line], with a name. Every access says how it is ordered; see the package page.
///
/// `edge` is the letter of the edge in the picture of the class that makes the access. A fully ordered
/// read-modify-write takes two: the edge that keeps what comes before it before, and the one that keeps what
/// comes after it after. A `cmpxchg` or `fetchAddWithin` that changes nothing orders nothing, as in LKMM.
///
/// Any thread may call any of these; none allocates and none blocks but the two `await`s.
public abstract class Word {
    /// What freed memory reads as: no handle, no sane count, no address.
    public static final long POISON = 0x6b6b_6b6b_6b6b_6b6bL;

    private final String name;

    protected Word(String name) {
        this.name = name;
    }

    /// Owner's kind, dot, the kernel's field name: `vma.vm_refcnt`.
    public final String name() {
        return name;
    }

    /// A plain read. Racing with any write of another task is a bug the worlds convict.
    public abstract long get();

    /// A plain write. Racing with any access of another task is a bug the worlds convict.
    public abstract void set(long value);

    public abstract long readOnce();

    public abstract void writeOnce(long value);

    /// A read of a VMA field. While `task` speculates ([Task#startSpeculation]) it is a ONCE read, and a
    /// valid end is what makes the value worth believing; anywhere else it is plain, and races with any
    /// unordered write.
    public abstract long see(Task task);

    public abstract long loadAcquire(String edge);

    public abstract void storeRelease(String edge, long value);

    /// Adds, and returns what was there before.
    public abstract long fetchAdd(String before, String after, long delta);

    public abstract long fetchAddRelaxed(long delta);

    public abstract long fetchAddAcquire(String edge, long delta);

    public abstract long fetchAddRelease(String edge, long delta);

    /// Adds `delta` if the old value lies in `min..max`; returns the old value either way. The kernel's
    /// `atomic_fetch_add_unless` and `__refcount_inc_not_zero_limited` in one.
    public abstract long fetchAddWithin(String before, String after, long delta, long min, long max);

    public abstract long fetchAddWithinAcquire(String edge, long delta, long min, long max);

    public abstract long fetchAddWithinRelaxed(long delta, long min, long max);

    /// Stores `value` and returns what was there before.
    public abstract long xchg(String before, String after, long value);

    public abstract long xchgRelaxed(long value);

    public abstract long xchgAcquire(String edge, long value);

    public abstract long xchgRelease(String edge, long value);

    /// Stores `value` if the cell holds `expected`; returns what it held.
    public abstract long cmpxchg(String before, String after, long expected, long value);

    public abstract long cmpxchgRelaxed(long expected, long value);

    public abstract long cmpxchgAcquire(String edge, long expected, long value);

    public abstract long cmpxchgRelease(String edge, long expected, long value);

    /// Sets bits; returns what was there before.
    public abstract long fetchOrRelaxed(long bits);

    /// Clears all bits but these; returns what was there before.
    public abstract long fetchAndRelaxed(long bits);

    /// Spins, taking interrupts, until `(word & mask) == value`; the read that ends the wait is an acquire.
    /// If `killable`, a fatal signal of `task` ends the wait too. Returns whether the condition held.
    public abstract boolean awaitAcquire(String edge, Task task, long mask, long value, boolean killable);

    /// As [#awaitAcquire], but the read that ends the wait orders nothing.
    public abstract boolean awaitRelaxed(Task task, long mask, long value, boolean killable);

    @Override public final String toString() {
        return name;
    }
}
