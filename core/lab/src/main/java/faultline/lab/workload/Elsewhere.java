package faultline.lab.workload;

import faultline.kernel.memory.Task;
import faultline.kernel.mm.VmFlags;
import java.util.List;
import java.util.stream.IntStream;

/// A writer that stays out of everybody's way: by turns it maps a little memory where nobody else has any,
/// makes it read-only, and unmaps it. Nobody touches it. What it costs others, they pay for locks and
/// sequences of the whole address space.
final class Elsewhere implements Part {
    static final String SUMMARY = "mmap, mprotect or munmap, by turns, in another part of the address space";

    private static final int PAGES = 2;
    private static final int CHANGES = 3;

    private final Ground ground;
    private final long start;
    private final long length;

    Elsewhere(Ground ground, int writer) {
        this.ground = ground;
        this.start = ground.writersPlace(writer);
        this.length = PAGES * ground.pageSize();
    }

    static List<Elsewhere> all(Ground ground) {
        return IntStream.range(0, ground.cast().writers()).mapToObj(writer -> new Elsewhere(ground, writer))
                .toList();
    }

    @Override public int length() {
        return CHANGES;
    }

    @Override public void step(Task task, int index) {
        switch (index) {
            case 0 -> ground.map(task, start, length, Ground.READ_WRITE, null, 0);
            case 1 -> ground.protect(task, start, length, VmFlags.READ);
            default -> ground.unmap(task, start, length);
        }
    }

    @Override public boolean stepWrites() {
        return true;
    }
}
