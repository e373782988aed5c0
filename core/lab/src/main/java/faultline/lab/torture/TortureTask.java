package faultline.lab.torture;

import faultline.kernel.memory.Task;
import faultline.lab.hardware.HardwareCpu;
import faultline.lab.lockdep.Lockdep;

/// A thread on its CPU, which stops where its seed says and remembers which locks it holds.
final class TortureTask extends Task {
    private final TortureMemory memory;
    private final HardwareCpu cpu;
    private final Pauses pauses;
    private final Lockdep.Held held;
    private int untilKilled = -1;  // steps; less than 0: for ever
    private int spinlocks;         // held
    private int haltDeferred;      // how many interrupt handlers this thread is in
    private volatile long steps;   // written by the thread that has the task

    TortureTask(TortureMemory memory, HardwareCpu cpu, Lockdep lockdep, Pauses pauses) {
        super(memory, "task", cpu.number() + 1, cpu.number());
        this.memory = memory;
        this.cpu = cpu;
        this.pauses = pauses;
        this.held = lockdep.heldBy(toString());
    }

    HardwareCpu hardwareCpu() {
        return cpu;
    }

    void step() {
        haltIfTold();
        steps = steps + 1;
        if (untilKilled >= 0) {
            countDown();
        }
        pauses.step();
    }

    private void countDown() {
        if (untilKilled == 0) {
            cpu.kill();
        }
        untilKilled--;
    }

    /// For its own thread: a fatal signal comes after so many steps.
    void killAfter(int count) {
        untilKilled = count;
    }

    /// For its own thread: from here on it is another task, which nobody has killed.
    void revive() {
        untilKilled = -1;
        cpu.forgive();
    }

    /// A step that reads a field of a VMA.
    void stepToSee() {
        step();
        if (!held.holds("mmap_lock")) {
            pauses.linger();
        }
    }

    private void haltIfTold() {
        if (memory.isHalted() && haltDeferred == 0) {
            throw new Halted();
        }
    }

    void deferHalt(int change) {
        haltDeferred += change;
    }

    long steps() {
        return steps;
    }

    void nest(int change) {
        rcuDepth(rcuDepth() + change);
    }

    /// Nothing may be held any more.
    void leaves() {
        if (!held.holdsNothing()) {
            throw memory.bug(this + " leaves the kernel holding " + String.join(", ", held.classes()));
        }
    }

    @Override public void acquires(String lockClass, boolean shared, boolean tries) {
        held.acquires(lockClass, tries);
    }

    @Override public void releases(String lockClass) {
        held.releases(lockClass);
    }

    @Override public void preemptDisable() {
        spinlocks++;
    }

    @Override public void preemptEnable() {
        spinlocks--;
    }

    @Override public void mightSleep() {
        refuse("may sleep");
    }

    /// Where nobody may sleep, `what` is a bug.
    private void refuse(String what) {
        if (rcuDepth() > 0) {
            throw memory.bug(this + " " + what + " inside RCU");
        }
        if (spinlocks > 0) {
            throw memory.bug(this + " " + what + " under a spinlock, holding " + String.join(", ", held.classes()));
        }
    }

    @Override public void prepareToSleep(String edge, boolean killable) {
        step();
        cpu.prepareToSleep(killable);
        step();
    }

    @Override public void sleep() {
        refuse("sleeps");
        step();
        cpu.sleep();
    }

    @Override public void finishSleep() {
        cpu.finishSleep();
    }

    @Override public void wake(String edge) {
        memory.step();
        cpu.wake();
    }

    @Override public boolean fatalSignalPending() {
        return cpu.fatalSignalPending();
    }

    @Override public void kill() {
        cpu.kill();
    }

    @Override public void poll() {
        haltIfTold();
        cpu.poll(rcuDepth());
    }

    @Override public void waitForDevice(long nanos) {
        refuse("waits for a device");
        cpu.waitOffline(nanos);
    }

    @Override public void work(String name) {
        step();
    }
}
