package faultline.lab.machine;

/// RCU as the machine gives it: a reader pays nothing, and who waits for readers waits for all that are
/// inside, and never for less than the topology says.
final class GracePeriods {
    private static final long NOT_INSIDE = -1;
    private static final int LOOKS = 8;   // in a grace period's time, when it should be over

    private final Machine machine;

    GracePeriods(Machine machine) {
        this.machine = machine;
    }

    /// Returns when the grace period is over that begins now.
    void synchronize(MachineTask me) {
        if (me != machine.caches().running()) {
            return;   // it is set up: nobody else is there
        }
        machine.caches().fence();
        machine.touch(me);
        me.answer(true);
        long[] inside = new long[machine.cpus()];
        for (int cpu = 0; cpu < inside.length; cpu++) {
            MachineTask task = machine.task(cpu);
            inside[cpu] = task.rcuDepth() > 0 ? task.sections : NOT_INSIDE;
        }
        long since = me.now;
        machine.away(me, machine.topology().gracePeriod());
        while (isAnybodyStill(inside)) {
            machine.away(me, machine.topology().gracePeriod() / LOOKS + 1);
        }
        machine.bill().waited(machine.bill().number("grace period"), me.now - since);
    }

    private boolean isAnybodyStill(long[] inside) {
        for (int cpu = 0; cpu < inside.length; cpu++) {
            MachineTask task = machine.task(cpu);
            if (task.rcuDepth() > 0 && task.sections == inside[cpu]) {
                return true;
            }
        }
        return false;
    }
}
