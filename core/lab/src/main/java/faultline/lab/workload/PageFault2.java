package faultline.lab.workload;

import faultline.kernel.memory.Task;
import faultline.kernel.mm.Kernel;

/// will-it-scale's `page_fault2`: each thread writes to a private mapping of a file page by page, so each
/// fault copies a page. The file is in the page cache.
final class PageFault2 implements Workload {
    @Override public String name() {
        return "page_fault2";
    }

    @Override public String summary() {
        return "write to a new page of a private file mapping: a copy each; now and then give all back";
    }

    @Override public String expectation() {
        return """
                About three quarters of page_fault1's rate: a page is copied instead of cleared. The locks \
                stand closer together, because more of a fault is copying. srcu and store-free fall back \
                every time, as speculative page faults did for files: they pay for a try that cannot \
                succeed, and then for mmap_lock.""";
    }

    @Override public String doubt() {
        return """
                it is as fast as page_fault3 (then nothing was copied), or the first window is slower \
                than the rest (then the file was still being read).""";
    }

    @Override public Rig prepare(Task task, Kernel kernel, Cast cast) {
        Ground ground = new Ground(task, kernel, cast);
        return Touch.rig(task, ground, Slices.ofFiles(task, ground, Ground.READ_WRITE), true);
    }
}
