package faultline.lab.hardware;

import java.lang.foreign.Arena;
import jdk.internal.misc.Unsafe;

/// Memory outside the Java heap, cut into cache lines. No collector moves it, and no object header shares a
/// line with it.
///
/// Lines stand 128 bytes apart though they are 64 long: processors that fetch the neighbour of a line along
/// with it would otherwise tie two lines together that the kernel keeps apart, and blame would fall on the
/// wrong name. Rows of words are contiguous, and begin and end on such a border too.
///
/// A cell is reached by its bare address. A segment that spans all addresses would do the same with the public
/// API, but it checks bounds and alignment at each access: some ninety instructions in one `startRead`, which
/// then is too large to be inlined into the fault path. So the address must be right: only [HardwareLine] and
/// [HardwareWords] make cells. The memory lives as long as this object, which every cell refers to.
///
/// The JVM must be started with `--add-exports java.base/jdk.internal.misc=faultline.lab`.
final class Cells {
    static final Unsafe UNSAFE = Unsafe.getUnsafe();

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
}
