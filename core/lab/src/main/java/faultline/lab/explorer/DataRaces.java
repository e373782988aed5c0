package faultline.lab.explorer;

import faultline.kernel.memory.KernelBug;
import java.util.function.Function;

/// Convicts two accesses of one cell by two tasks, at least one of them a write and at least one plain, of which
/// neither is known to be over when the other is made.
final class DataRaces {
    private final ExplorerTask[] tasks;
    private final Function<String, KernelBug> bug;

    DataRaces(ExplorerTask[] tasks, Function<String, KernelBug> bug) {
        this.tasks = tasks;
        this.bug = bug;
    }

    /// `me` is about to read `at`.
    void load(ExplorerTask me, Location at, boolean plain) {
        int self = me.cpu();
        for (int other = 0; other < tasks.length; other++) {
            int made = plain ? at.stored[other] : at.storedPlainly[other];
            if (other != self && made > me.loads.time(View.storesOf(other))) {
                throw race(me, at, plain ? "reads" : "reads once", other, "wrote");
            }
        }
        at.loaded[self] = me.loadsMade + 1;
        if (plain) {
            at.loadedPlainly[self] = me.loadsMade + 1;
        }
    }

    /// `me` is about to write to `at`.
    void store(ExplorerTask me, Location at, boolean plain) {
        int self = me.cpu();
        for (int other = 0; other < tasks.length; other++) {
            int stored = plain ? at.stored[other] : at.storedPlainly[other];
            int loaded = plain ? at.loaded[other] : at.loadedPlainly[other];
            if (other != self && stored > me.stores.time(View.storesOf(other))) {
                throw race(me, at, "writes", other, "wrote");
            }
            if (other != self && loaded > me.stores.time(View.loadsOf(other))) {
                throw race(me, at, "writes", other, "read");
            }
        }
        at.stored[self] = me.storesMade + 1;
        if (plain) {
            at.storedPlainly[self] = me.storesMade + 1;
        }
    }

    private KernelBug race(ExplorerTask me, Location at, String does, int other, String did) {
        return bug.apply("data race: " + me + " " + does + " " + at + ", which " + tasks[other] + " " + did
                + " in no order with it");
    }
}
