package faultline.lab.workload;

import faultline.kernel.memory.Task;
import faultline.kernel.mm.Kernel;

/// Christoph Lameter's page fault test: every page is touched once, and nothing else is timed. What gives the
/// pages back is `madvise` in both layouts, outside the clock.
final class Pft implements Workload {
    @Override public String name() {
        return "pft";
    }

    @Override public String summary() {
        return "touch a new page of anonymous memory, and nothing else";
    }

    @Override public String expectation() {
        return """
                page_fault1 without what it pays for unmapping, so store-free stands at the top in both \
                layouts. In one VMA mmap-lock, rwsem and refcount gain little from the second thread; with \
                a VMA each only mmap-lock does.""";
    }

    @Override public String doubt() {
        return "it is slower than page_fault1 in the same layout (then giving pages back is timed).";
    }

    @Override public boolean timesReset() {
        return false;
    }

    @Override public Rig prepare(Task task, Kernel kernel, Cast cast) {
        Ground ground = new Ground(task, kernel, cast);
        return Touch.rig(task, ground, Slices.anonymous(task, ground), false);
    }
}
