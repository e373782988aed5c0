package faultline.lab.trial;

/// What threads write: a word that says who wrote it, where, and as the how manieth. What is read elsewhere,
/// or was never written, gives itself away.
final class Value {
    private static final int RACED = 0x7f;

    private Value() {
    }

    /// For a word that `thread` alone writes.
    static long own(int thread, long address, long sequence) {
        return of(thread + 1, address, sequence & 0xffff_ffffL);
    }

    /// For a word that all threads write; `home` is its address, wherever its page has been moved to.
    static long raced(int thread, long home, long sequence) {
        return of(RACED, home, (long) thread << 24 | sequence & 0xff_ffffL);
    }

    static boolean isOwn(int thread, long address, long value) {
        return value == 0 || value >>> 32 == of(thread + 1, address, 0) >>> 32;
    }

    static boolean isRaced(long home, long value) {
        return value == 0 || value >>> 32 == of(RACED, home, 0) >>> 32;
    }

    /// As the how manieth the writer wrote it.
    static long sequence(long value) {
        return value & 0xffff_ffffL;
    }

    static String toString(long value) {
        long who = value >>> 56;
        if (value == 0 || who == 0) {
            return "0x" + Long.toHexString(value);
        }
        String place = " at 0x" + Long.toHexString((value >>> 32 & 0xff_ffffL) << 3);
        return who == RACED ? "what thread " + (value >>> 24 & 0xff) + " wrote" + place
                : "what thread " + (who - 1) + " wrote" + place + " as its own, " + (value & 0xffff_ffffL);
    }

    private static long of(int who, long address, long rest) {
        return (long) who << 56 | address >> 3 << 32 | rest;
    }
}
