package faultline.lab.workload;

import faultline.kernel.memory.Task;
import faultline.kernel.mm.Kernel;

/// will-it-scale's `page_fault1`: each thread touches anonymous memory page by page, gives it back, and so
/// on. The regions are smaller than there (8 MiB in a measured run instead of 128). With a VMA for each
/// thread it is unmapped and mapped again, as there; slices of one VMA are reset by `madvise`.
final class PageFault1 implements Workload {
    @Override public String name() {
        return "page_fault1";
    }

    @Override public String summary() {
        return "touch a new page of anonymous memory; now and then give all back";
    }

    @Override public String expectation() {
        return """
                One thread is about as fast under every lock: a fault clears a page, and that costs more \
                than a lock. With the second thread in one VMA the locks part: srcu and store-free, whose \
                readers write nothing shared, nearly double; mmap-lock, rwsem and refcount gain much less, \
                because every fault moves a line between two processors. With a VMA each rwsem and \
                refcount nearly double too, and store-free falls far behind: it waits for a grace period \
                at every munmap.""";
    }

    @Override public String doubt() {
        return """
                fallbacks pass 20 in a thousand without writers (then you time mmap_lock under another \
                name), or mmap-lock scales as well as the others in one VMA (then the threads did not \
                run at once).""";
    }

    @Override public Rig prepare(Task task, Kernel kernel, Cast cast) {
        Ground ground = new Ground(task, kernel, cast);
        return Touch.rig(task, ground, Slices.anonymous(task, ground), true);
    }
}
