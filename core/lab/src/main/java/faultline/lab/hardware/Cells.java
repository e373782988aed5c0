package faultline.lab.hardware;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/// Memory outside the Java heap, cut into cache lines. No collector moves it, and no object header shares a
/// line with it.
///
/// Lines stand 128 bytes apart though they are 64 long: processors that fetch the neighbour of a line along
/// with it would otherwise tie two lines together that the kernel keeps apart, and blame would fall on the
/// wrong name. Rows of words are contiguous, and begin and end on such a border too.
///
/// A cell is reached as an offset into one segment that spans all addresses. Its bounds and lifetime are
/// constants to the compiler; what remains of the check is a comparison beside the access. So the address
/// must be right: only [HardwareLine] and [HardwareWords] make cells. The memory lives as long as this
/// object, which every cell refers to.
final class Cells {
    static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();
    static final MemorySegment ALL = everything();

    static final int BYTES = Long.BYTES;
    private static final long BORDER = 128;
    private static final long CHUNK = 1 << 20;

    private final Arena arena = Arena.ofAuto();
    private long next;
    private long end;

    /// The address of `bytes` zeroes, on a border.
    synchronized long allocate(long bytes) {
        long size = (bytes + BORDER - 1) & -BORDER;
        if (size > CHUNK / 4) {
            return arena.allocate(size, BORDER).address();
        }
        if (next + size > end) {
            next = arena.allocate(CHUNK, BORDER).address();
            end = next + CHUNK;
        }
        long address = next;
        next += size;
        return address;
    }

    @SuppressWarnings("restricted")   // the one segment of the hardware world
    private static MemorySegment everything() {
        return MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
    }
}
