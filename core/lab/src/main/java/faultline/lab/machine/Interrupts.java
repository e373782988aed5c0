package faultline.lab.machine;

import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Words;
import java.util.function.Consumer;

/// One CPU interrupts others and waits for all of them.
///
/// ```
///     sender                                    target
///
///     full barrier
///     one call after the other ── flight ──▶    runs: handler at its next interrupt point
///                                               spins: at once, then it looks again
///     at once, in its place      ◀───────       asleep, idle or away
///     last answer                ◀── flight ──
///     full barrier
/// ```
///
/// A sender that waits takes interrupts itself, and so does a CPU that spins: so the sender may hold the
/// spinlock that it spins for.
final class Interrupts {
    private static final int NO_LINE = 0;   // what a sender that waits spins on

    private final Machine machine;

    Interrupts(Machine machine) {
        this.machine = machine;
    }

    /// [Memory#interrupt].
    void send(MachineTask me, Words cpus, Memory.Interrupt handler) {
        Caches caches = machine.caches();
        if (me != caches.running()) {
            forEach(cpus, me, handler::handle);
            return;
        }
        caches.fence();
        machine.touch(me);
        long arrival = me.now + machine.topology().interruptFlight();
        InterruptCall call = new InterruptCall(this, me, handler, arrival);
        forEach(cpus, me, target -> {
            me.now += machine.topology().interruptSend();
            if (target.isAway()) {
                inPlaceOf(target, handler);
                return;
            }
            call.send(target);
            if (target.state == MachineTask.State.SPINS) {
                machine.ready(target, call.arrival());
            }
        });
        await(me, call);
        caches.fence();
    }

    private void await(MachineTask me, InterruptCall call) {
        me.answer(true);
        while (call.unanswered() > 0) {
            me.watched = NO_LINE;
            me.watchedName = machine.bill().number("interrupts");
            me.since = me.now;
            me.state = MachineTask.State.SPINS;
            machine.pause(me);
            machine.waited(me, me.watchedName);
            me.answer(true);
        }
    }

    /// The last CPU that `sender` interrupted has answered.
    void answered(MachineTask sender) {
        MachineTask last = machine.caches().running();
        if (last != sender && sender.state == MachineTask.State.SPINS && sender.watched == NO_LINE) {
            machine.ready(sender, last.now + machine.topology().interruptFlight());
        }
    }

    /// Nobody pays: the CPU has nothing better to do.
    private void inPlaceOf(MachineTask target, Memory.Interrupt handler) {
        MachineTask running = machine.caches().running();
        machine.caches().run(null, 0, 0, 0);
        try {
            handler.handle(target);
        } finally {
            machine.limit(running);
        }
    }

    private void forEach(Words cpus, MachineTask but, Consumer<MachineTask> action) {
        for (int word = 0; word < cpus.length(); word++) {
            for (long bits = cpus.readOnce(word); bits != 0; bits &= bits - 1) {
                int target = word * Long.SIZE + Long.numberOfTrailingZeros(bits);
                if (target < machine.cpus() && target != but.cpu()) {
                    action.accept(machine.task(target));
                }
            }
        }
    }
}
