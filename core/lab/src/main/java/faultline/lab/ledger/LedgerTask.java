package faultline.lab.ledger;

import faultline.kernel.memory.Task;

/// The one thread, on one of its CPUs. It cannot sleep: nobody would wake it.
final class LedgerTask extends Task {
    private final LedgerMemory memory;

    LedgerTask(LedgerMemory memory, int cpu) {
        super(memory, "task", cpu + 1, cpu);
        this.memory = memory;
    }

    void nest(int change) {
        rcuDepth(rcuDepth() + change);
    }

    @Override public void prepareToSleep(String edge, boolean killable) {
        // sleep says what there is to say
    }

    @Override public void sleep() {
        throw memory.bug("sleeps, and nobody is there to wake it");
    }

    @Override public void finishSleep() {
        // never slept
    }

    @Override public void wake(String edge) {
        // nobody sleeps
    }

    @Override public boolean fatalSignalPending() {
        return false;
    }

    @Override public void kill() {
        throw memory.bug("is killed, by nobody");
    }

    @Override public void poll() {
        // nobody interrupts
    }

    @Override public void waitForDevice(long nanos) {
        // no time passes
    }

    @Override public void work(String name) {
        memory.enter("work", "", name);
    }

    @Override public void acquires(String lockClass, boolean shared, boolean tries) {
        memory.enter("acquires", "", shared ? lockClass + " (read)" : lockClass);
    }

    @Override public void releases(String lockClass) {
        memory.enter("releases", "", lockClass);
    }
}
