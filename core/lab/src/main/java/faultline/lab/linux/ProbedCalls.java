package faultline.lab.linux;

import faultline.kernel.memory.Task;
import faultline.lab.workload.Part;

/// Calls the function of a [Trigger] that an administrator's probe is on. What is done with a hit is the
/// kernel's affair; this thread sees that the call takes longer.
final class ProbedCalls implements Part {
    private final Trigger trigger;

    ProbedCalls(Trigger trigger) {
        this.trigger = trigger;
    }

    @Override public int length() {
        return Integer.MAX_VALUE;
    }

    @Override public void step(Task nobody, int index) {
        trigger.callProbed();
    }
}
