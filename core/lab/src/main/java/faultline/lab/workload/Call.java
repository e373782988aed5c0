package faultline.lab.workload;

import faultline.kernel.memory.Task;
import faultline.kernel.uprobe.Insn;
import faultline.kernel.uprobe.Registers;
import faultline.kernel.uprobe.Trap;
import faultline.kernel.uprobe.Uprobes;
import faultline.kernel.uprobe.UserCode;

/// Calls the probed function again and again: pushes the address to come back to, goes there, and executes
/// until it is back. The arrays keep what this thread writes off the lines of its neighbours in the heap.
final class Call implements Part {
    private static final int MIDDLE = 16;

    private final Ground ground;
    private final UserCode code;
    private final long text;
    private final long back;
    private final long stack;
    private final long[] calls = new long[2 * MIDDLE];
    private final Registers registers = new Registers();
    private final long[] behind = new long[MIDDLE];   // never read: it is in the way

    Call(Ground ground, Probe probe, int number) {
        this.ground = ground;
        this.code = new UserCode(ground.kernel(), Uprobes.of(ground.kernel()));
        this.text = probe.text(number);
        this.back = probe.back(number);
        this.stack = ground.stack(number) + ground.pageSize() - Insn.SIZE;
    }

    /// How often it has come back.
    long calls() {
        return calls[MIDDLE];
    }

    @Override public int length() {
        return Integer.MAX_VALUE;
    }

    @Override public void step(Task task, int index) {
        call(task);
    }

    @Override public void end(Task task) {
        Uprobes.of(ground.kernel()).dropReturns(task);
    }

    void call(Task task) {
        Ground.done(ground.user().write(task, ground.mm(), stack, back), stack);
        registers.sp = stack;
        registers.ip = text;
        Trap trap = code.run(task, ground.mm(), registers, back);
        if (trap != Trap.NONE) {
            throw new IllegalStateException("user code got " + trap + " at 0x"
                    + Long.toHexString(registers.ip));
        }
        calls[MIDDLE]++;
    }
}
