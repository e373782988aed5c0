package faultline.lab.hardware;

import faultline.kernel.memory.Task;

/// A thread on its CPU.
///
/// What [Task] keeps about itself (how deep in RCU, in how many speculations) is written all the time by its
/// own thread. The unused fields hold tasks apart in the heap, or they would share lines and measure each
/// other.
final class HardwareTask extends Task {
    private final HardwareMemory memory;
    private final HardwareCpu cpu;
    long pad0, pad1, pad2, pad3, pad4, pad5, pad6, pad7, pad8, pad9, pad10, pad11, pad12, pad13, pad14, pad15;

    HardwareTask(HardwareMemory memory, int cpu) {
        super(memory, "task", cpu + 1, cpu);
        this.memory = memory;
        this.cpu = memory.cpu(cpu);
    }

    void nest(int change) {
        rcuDepth(rcuDepth() + change);
    }

    @Override public void prepareToSleep(String edge, boolean killable) {
        cpu.prepareToSleep(killable);
    }

    @Override public void sleep() {
        if (rcuDepth() > 0) {
            throw memory.bug(this + " sleeps inside RCU");
        }
        cpu.sleep();
    }

    @Override public void finishSleep() {
        cpu.finishSleep();
    }

    @Override public void wake(String edge) {
        cpu.wake();
    }

    @Override public boolean fatalSignalPending() {
        return cpu.fatalSignalPending();
    }

    @Override public void kill() {
        cpu.kill();
    }

    @Override public void poll() {
        cpu.poll(rcuDepth());
    }

    @Override public void waitForDevice(long nanos) {
        if (rcuDepth() > 0) {
            throw memory.bug(this + " waits for a device inside RCU");
        }
        cpu.waitOffline(nanos);
    }

    @Override public void work(String name) {
        // real work costs what it costs
    }
}
