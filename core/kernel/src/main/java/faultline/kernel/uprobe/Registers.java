package faultline.kernel.uprobe;

/// What a user thread has in its CPU (`struct pt_regs`); the task's own.
public final class Registers {
    /// The next instruction.
    public long ip;
    /// The top of the stack, which grows down.
    public long sp;
    /// The accumulator.
    public long ax;

    public Registers() {
    }
}
