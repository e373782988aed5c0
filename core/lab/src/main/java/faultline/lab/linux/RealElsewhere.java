package faultline.lab.linux;

import faultline.kernel.memory.Task;
import faultline.lab.workload.Part;

/// A writer of the real address space that stays out of everybody's way: by turns it maps two pages, makes
/// them read-only, and unmaps them, as the writers of the sandbox do.
final class RealElsewhere implements Part {
    private static final int PAGES = 2;
    private static final int CHANGES = 3;

    private final long bytes = (long) PAGES * LibC.PAGE_SIZE;
    private long start;

    @Override public int length() {
        return CHANGES;
    }

    @Override public void step(Task nobody, int index) {
        switch (index) {
            case 0 -> start = LibC.mmap(bytes, LibC.PROT_READ_WRITE).address();
            case 1 -> LibC.mprotect(start, bytes, LibC.PROT_READ);
            default -> LibC.munmap(start, bytes);
        }
    }

    @Override public boolean stepWrites() {
        return true;
    }
}
