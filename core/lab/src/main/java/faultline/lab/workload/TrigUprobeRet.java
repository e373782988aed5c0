package faultline.lab.workload;

import faultline.kernel.memory.Task;
import faultline.kernel.mm.Kernel;
import faultline.kernel.uprobe.Insn;

/// libbpf's `trig-uprobe-ret`: the probed instruction is a `ret`, which the kernel does not do itself. It
/// takes a reference to the probe, copies the instruction to a slot, lets the thread execute it there, and
/// traps once more.
final class TrigUprobeRet implements Workload {
    @Override public String name() {
        return "trig-uprobe-ret";
    }

    @Override public String summary() {
        return "call a function that is a probed ret: single-stepped in a slot";
    }

    @Override public String expectation() {
        return """
                Slower than trig-uprobe-nop under every lock, and no lock grows far with the threads: \
                all write the probe's reference count and the bitmap of slots. The lookup is no longer \
                what matters.""";
    }

    @Override public String doubt() {
        return "it is as fast as trig-uprobe-nop (then nothing was single-stepped).";
    }

    @Override public Rig prepare(Task task, Kernel kernel, Cast cast) {
        return Probe.rig(task, kernel, cast, false, Insn.RET);
    }
}
