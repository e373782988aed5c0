package faultline.lab.workload;

import faultline.kernel.memory.Task;
import faultline.kernel.mm.Kernel;
import faultline.kernel.uprobe.Insn;

/// libbpf's `trig-uretprobe-nop`: a probed nop whose handler also wants the return. The kernel replaces the
/// return address on the stack by a trampoline, keeps the probe by a lease of SRCU meanwhile, and traps a
/// second time when the function returns into the trampoline.
final class TrigUretprobeNop implements Workload {
    @Override public String name() {
        return "trig-uretprobe-nop";
    }

    @Override public String summary() {
        return "call a function with a probed nop, and trap its return too";
    }

    @Override public String expectation() {
        return """
                Between trig-uprobe-nop and trig-uprobe-ret. Two traps a call but one lookup, and the \
                lease writes counters of the CPU's own only: what grows in trig-uprobe-nop grows here, \
                less steeply.""";
    }

    @Override public String doubt() {
        return "it is as fast as trig-uprobe-nop (then the return was not seen).";
    }

    @Override public Rig prepare(Task task, Kernel kernel, Cast cast) {
        return Probe.rig(task, kernel, cast, true, Insn.NOP, Insn.RET);
    }
}
