package faultline.lab.workload;

import faultline.kernel.memory.Task;
import java.util.List;
import java.util.stream.IntStream;

/// Writes one word to each page of a slice, in order; each is a fault. Then gives the pages back.
final class Touch implements Part {
    private final Ground ground;
    private final Slices slices;
    private final int number;
    private final boolean remaps;

    /// The part of slice `number`. `remaps`: pages go by `munmap` if the slice is a VMA of its own.
    Touch(Ground ground, Slices slices, int number, boolean remaps) {
        this.ground = ground;
        this.slices = slices;
        this.number = number;
        this.remaps = remaps && !slices.shared();
    }

    /// The rig of a workload that only touches. Everything was touched once: the frames and the page tables
    /// are made.
    static Rig rig(Task task, Ground ground, Slices slices, boolean remaps) {
        List<Touch> readers = IntStream.range(0, ground.cast().threads())
                .mapToObj(number -> new Touch(ground, slices, number, remaps)).toList();
        for (Touch reader : readers) {
            for (int page = 0; page < reader.length(); page++) {
                reader.step(task, page);
            }
            reader.reset(task);
        }
        return new Rig(ground, readers, Elsewhere.all(ground));
    }

    @Override public int length() {
        return ground.cast().pages();
    }

    @Override public void step(Task task, int index) {
        ground.write(task, slices.page(number, index));
    }

    @Override public void reset(Task task) {
        if (remaps) {
            slices.remap(task, number);
        } else {
            slices.drop(task, number);
        }
    }

    @Override public boolean resetWrites() {
        return remaps;
    }
}
