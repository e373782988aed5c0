package faultline.lab.workload;

import faultline.kernel.memory.Task;
import faultline.kernel.mm.Kernel;
import java.util.List;
import java.util.stream.IntStream;

/// will-it-scale's `mmap1`: each thread maps memory, does not touch it, and unmaps it. In the layout `own`
/// nothing is near it; in `shared` the places of the threads adjoin, so that what one maps becomes part of a
/// neighbour's VMA, and unmapping cuts it off again.
final class Mmap1 implements Workload {
    @Override public String name() {
        return "mmap1";
    }

    @Override public String summary() {
        return "map anonymous memory and unmap it, untouched";
    }

    @Override public String expectation() {
        return """
                Threads do not help each other: all of them want mmap_lock for writing, and two do less \
                than one. What a strategy adds to a write shows: store-free waits for a grace period \
                whenever it unmaps, and does some hundreds a second where the others do hundreds of \
                thousands.""";
    }

    @Override public String doubt() {
        return "two threads do nearly twice what one does (then they do not share an address space).";
    }

    @Override public Rig prepare(Task task, Kernel kernel, Cast cast) {
        Ground ground = new Ground(task, kernel, cast);
        Slices slices = Slices.unmapped(ground);
        List<MapUnmap> readers = IntStream.range(0, cast.threads())
                .mapToObj(number -> new MapUnmap(ground, slices.start(number), slices.length())).toList();
        return new Rig(ground, readers, Elsewhere.all(ground));
    }

    private record MapUnmap(Ground ground, long start, long bytes) implements Part {
        @Override public int length() {
            return Integer.MAX_VALUE;
        }

        @Override public void step(Task task, int index) {
            ground.map(task, start, bytes, Ground.READ_WRITE, null, 0);
            ground.unmap(task, start, bytes);
        }

        @Override public boolean stepWrites() {
            return true;
        }
    }
}
