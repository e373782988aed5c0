package faultline.kernel.page;

/// One page-table entry, as a 64-bit value: the frame's handle above bit 12, bits below. 0 is no entry.
public final class Pte {
    public static final long NONE = 0;
    public static final long PRESENT = 0x1;
    public static final long READ = 0x2;
    public static final long WRITE = 0x4;
    public static final long EXEC = 0x8;
    public static final long ACCESSED = 0x10;
    public static final long DIRTY = 0x20;

    /// The zero page: no reference is held and nothing is counted.
    public static final long SPECIAL = 0x40;

    private static final int SHIFT = 12;
    private static final long BITS = (1L << SHIFT) - 1;

    private Pte() {
    }

    public static long of(Frame frame, long bits) {
        return frame.handle() << SHIFT | PRESENT | bits;
    }

    public static boolean isPresent(long pte) {
        return (pte & PRESENT) != 0;
    }

    public static boolean has(long pte, long bits) {
        return (pte & bits) == bits;
    }

    /// The handle of the frame.
    public static long frame(long pte) {
        return pte >>> SHIFT;
    }

    public static long bits(long pte) {
        return pte & BITS;
    }

    /// Reads, and so on, taken away and given: the frame stays.
    public static long modify(long pte, long clear, long set) {
        return pte & ~clear | set;
    }
}
