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
                than a lock. With the second thread the locks part: mmap-lock's readers write one line \
                for the whole address space, rwsem's and refcount's one line of the VMA, so in one VMA \
                they lose and with a VMA each only mmap-lock does. srcu and store-free grow with the \
                threads, until a munmap has to wait for readers.""";
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
