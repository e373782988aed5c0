package faultline.lab.workload;

import faultline.kernel.memory.Task;
import faultline.kernel.mm.Kernel;
import faultline.kernel.uprobe.Insn;

/// libbpf's `trig-uprobe-nop`: every thread calls a function that begins with a probed nop. The kernel finds
/// the probe, runs its handler and does the nop itself: one trap, no single step, and no reference to the
/// probe is taken. The `ret` that follows is not probed.
final class TrigUprobeNop implements Workload {
    @Override public String name() {
        return "trig-uprobe-nop";
    }

    @Override public String summary() {
        return "call a function that begins with a probed nop";
    }

    @Override public String expectation() {
        return """
                Every hit looks its VMA up, and all hit the same one: the case that uprobe users had. \
                mmap-lock, rwsem and refcount write a line to do so and stop growing at once; seqcount, \
                vma-seq, srcu and store-free grow with the threads. Beside a writer seqcount falls back \
                at every mmap in the process, vma-seq only when its own VMA changes.""";
    }

    @Override public String doubt() {
        return """
                seqcount falls back without a writer, or a hit costs no more than vma-read (then nothing \
                trapped).""";
    }

    @Override public Rig prepare(Task task, Kernel kernel, Cast cast) {
        return Probe.rig(task, kernel, cast, false, Insn.NOP, Insn.RET);
    }
}
