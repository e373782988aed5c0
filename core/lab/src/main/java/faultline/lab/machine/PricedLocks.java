package faultline.lab.machine;

import java.util.HashMap;
import java.util.Map;

/// Locks that the kernel has and the kernel in small has not, one of a name for each node: who takes one
/// waits until those before him are done, then for the line, then does what is done under it. What they guard
/// is not modelled, what they cost is.
final class PricedLocks {
    private final Machine machine;
    private final Map<String, Held[]> held = new HashMap<>();

    PricedLocks(Machine machine) {
        this.machine = machine;
    }

    private static final class Held {
        private long until;
        private int by = -1;
    }

    /// `me`, if it is the one that runs, holds its node's lock of that name for so long.
    void hold(MachineTask me, String name, long picos) {
        if (me != machine.caches().running()) {
            return;   // it is set up: nobody else is there
        }
        machine.touch(me);
        Topology topology = machine.topology();
        Held lock = held.computeIfAbsent(name, _ -> all(topology.sockets()))[topology.socket(me.cpu())];
        long start = Math.max(me.now, lock.until);
        long travel = lock.by < 0 || lock.by == me.cpu() ? 0 : me.transferFrom(lock.by);
        if (travel != 0) {
            machine.bill().transfer(machine.bill().number(name), travel, start - me.now);
        }
        me.now = start + travel + picos;
        lock.until = me.now;
        lock.by = me.cpu();
    }

    private static Held[] all(int nodes) {
        Held[] locks = new Held[nodes];
        for (int node = 0; node < nodes; node++) {
            locks[node] = new Held();
        }
        return locks;
    }
}
