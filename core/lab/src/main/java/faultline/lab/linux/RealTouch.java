package faultline.lab.linux;

import faultline.kernel.memory.Task;
import faultline.lab.workload.Part;
import java.lang.foreign.MemorySegment;

/// Touches a slice of real memory page by page, each touch a real fault, then gives the pages back. The task
/// is nobody: the thread itself is in the real kernel.
///
/// Between two resets it holds the kernel's own count of this thread's faults against the touches. Huge
/// pages or a kernel that faults ahead would make one fault of many touches, and the figures would be worth
/// nothing.
final class RealTouch implements Part {
    private static final int SEEN = 16;   // alone on its line
    private static final double FAULTS_A_TOUCH = 0.99;
    private static final long UNKNOWN = -1;

    private final boolean writes;
    private final boolean owns;
    private final boolean remaps;
    private final long offset;
    private final int count;
    private final long[] sink = new long[2 * SEEN];
    private final MemorySegment room = LibC.rusage();
    private RealPages pages;
    private long faultsBefore = UNKNOWN;

    /// `count` pages of `pages` from `offset` on. `owns`: they are the whole of it; then written pages go by
    /// `munmap`, as in will-it-scale.
    RealTouch(RealPages pages, long offset, int count, boolean writes, boolean owns) {
        this.pages = pages;
        this.offset = offset;
        this.count = count;
        this.writes = writes;
        this.owns = owns;
        this.remaps = owns && writes;
    }

    @Override public int length() {
        return count;
    }

    @Override public void step(Task nobody, int index) {
        long at = offset + (long) index * LibC.PAGE_SIZE;
        if (writes) {
            pages.write(at);
        } else {
            sink[SEEN] += pages.read(at);
        }
    }

    @Override public void reset(Task nobody) {
        long faults = LibC.minorFaults(room);
        if (faultsBefore != UNKNOWN && faults - faultsBefore < FAULTS_A_TOUCH * count) {
            throw new IllegalStateException(count + " touches of new pages made " + (faults - faultsBefore)
                    + " faults only");
        }
        if (remaps) {
            pages.unmap();
            pages = new RealPages((long) count * LibC.PAGE_SIZE);
        } else {
            pages.drop(offset, (long) count * LibC.PAGE_SIZE);
        }
        faultsBefore = LibC.minorFaults(room);
    }

    @Override public void end(Task nobody) {
        if (owns) {
            pages.unmap();
        }
    }

    @Override public boolean resetWrites() {
        return remaps;
    }
}
