package faultline.lab.workload;

import faultline.kernel.memory.Task;
import faultline.kernel.mm.Kernel;
import faultline.kernel.mm.VmFlags;

/// will-it-scale's `page_fault3`: each thread writes to a shared mapping of a file page by page. No page is
/// allocated or copied: a fault finds it in the page cache and enters it.
final class PageFault3 implements Workload {
    @Override public String name() {
        return "page_fault3";
    }

    @Override public String summary() {
        return "write to a new page of a shared file mapping; now and then give all back";
    }

    @Override public String expectation() {
        return """
                The fastest of the faults, so the one in which a lock is the largest part: differences \
                between strategies are wider than in page_fault1, already with one thread. srcu and \
                store-free fall back every time, as in page_fault2; here that tax shows most.""";
    }

    @Override public String doubt() {
        return "it is no faster than page_fault2 (then pages were copied).";
    }

    @Override public Rig prepare(Task task, Kernel kernel, Cast cast) {
        Ground ground = new Ground(task, kernel, cast);
        return Touch.rig(task, ground, Slices.ofFiles(task, ground, Ground.READ_WRITE | VmFlags.SHARED),
                true);
    }
}
