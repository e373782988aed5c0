package faultline.lab.machine;

import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;

/// What one CPU asks of others, once: on its way until `arrival`, and `unanswered` by so many.
final class InterruptCall {
    private final Interrupts interrupts;
    private final MachineTask sender;
    private final Memory.Interrupt handler;
    private final long arrival;
    private int unanswered;

    InterruptCall(Interrupts interrupts, MachineTask sender, Memory.Interrupt handler, long arrival) {
        this.interrupts = interrupts;
        this.sender = sender;
        this.handler = handler;
        this.arrival = arrival;
    }

    long arrival() {
        return arrival;
    }

    int unanswered() {
        return unanswered;
    }

    void send(MachineTask target) {
        unanswered++;
        target.interrupted(this);
    }

    /// Runs on `target`, or in its place.
    void handle(Task target) {
        handler.handle(target);
        unanswered--;
        if (unanswered == 0) {
            interrupts.answered(sender);
        }
    }
}
