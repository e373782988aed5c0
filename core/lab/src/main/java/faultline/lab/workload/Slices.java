package faultline.lab.workload;

import faultline.kernel.memory.Task;
import faultline.kernel.mm.File;
import java.util.ArrayList;
import java.util.List;

/// The memory that the tasks of a workload work on, a slice each: pieces of one VMA, or a VMA each.
final class Slices {
    private final Ground ground;
    private final long flags;
    private final List<File> files = new ArrayList<>();
    private final boolean shared;
    private final long length;

    private Slices(Ground ground, long flags) {
        this.ground = ground;
        this.flags = flags;
        this.shared = ground.cast().layout() == Layout.SHARED;
        this.length = ground.cast().pages() * ground.pageSize();
    }

    /// Where slices would lie; nothing is mapped.
    static Slices unmapped(Ground ground) {
        return new Slices(ground, 0);
    }

    /// Slices of anonymous memory, mapped, for every task.
    static Slices anonymous(Task task, Ground ground) {
        Slices slices = new Slices(ground, Ground.READ_WRITE);
        slices.mapAll(task);
        return slices;
    }

    /// Slices of a file, mapped with `flags`, for every task; of one file each if the layout is `own`. The
    /// files are in the page cache.
    static Slices ofFiles(Task task, Ground ground, long flags) {
        Slices slices = new Slices(ground, flags);
        Cast cast = ground.cast();
        if (slices.shared) {
            slices.files.add(ground.file(task, "data", (long) cast.tasks() * cast.pages()));
        } else {
            for (int number = 0; number < cast.tasks(); number++) {
                slices.files.add(ground.file(task, "data" + number, cast.pages()));
            }
        }
        slices.mapAll(task);
        for (int number = 0; number < cast.tasks(); number++) {
            for (int page = 0; page < cast.pages(); page++) {
                ground.read(task, slices.page(number, page));
            }
            ground.dropPages(task, slices.start(number), slices.length);
        }
        return slices;
    }

    boolean shared() {
        return shared;
    }

    /// Where slice `number` begins.
    long start(int number) {
        return shared ? ground.common() + number * length : ground.place(number);
    }

    long page(int number, int page) {
        return start(number) + page * ground.pageSize();
    }

    /// In bytes.
    long length() {
        return length;
    }

    /// Drops the pages of a slice; the mapping stays.
    void drop(Task task, int number) {
        ground.dropPages(task, start(number), length);
    }

    /// Unmaps a slice and maps it again. Only where it is a VMA of its own.
    void remap(Task task, int number) {
        ground.unmap(task, start(number), length);
        map(task, number);
    }

    private void mapAll(Task task) {
        for (int number = 0; number < ground.cast().tasks(); number++) {
            map(task, number);
        }
    }

    /// One piece after the other: neighbours merge.
    private void map(Task task, int number) {
        File file = files.isEmpty() ? null : files.get(shared ? 0 : number);
        long pgoff = shared ? (long) number * ground.cast().pages() : 0;
        ground.map(task, start(number), length, flags, file, file == null ? 0 : pgoff);
    }
}
