package faultline.kernel.uprobe;

import faultline.kernel.memory.Task;
import faultline.kernel.mm.FaultResult;
import faultline.kernel.mm.Kernel;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.UserAccess;

/// A user thread: executes what stands at `registers.ip`, one instruction a step, and traps where a
/// breakpoint is.
public final class UserCode {
    private final Uprobes uprobes;
    private final UserAccess user;

    public UserCode(Kernel kernel, Uprobes uprobes) {
        this.uprobes = uprobes;
        this.user = new UserAccess(kernel);
    }

    /// One instruction, or one trap. `NONE`: go on at `registers.ip`, which may be where it was. A signal:
    /// `ip` is where it happened.
    public Trap step(Task task, MmStruct mm, Registers registers) {
        FaultResult fetched = user.fetch(task, mm, registers.ip);
        if (fetched != FaultResult.DONE) {
            return Trap.of(fetched);
        }
        long insn = user.value(task);
        if (Insn.operation(insn) == Insn.INT3) {
            return uprobes.hit(task, mm, registers);
        }
        return execute(task, mm, registers, insn, user);
    }

    /// Steps until `registers.ip` is `until`, or a signal comes.
    public Trap run(Task task, MmStruct mm, Registers registers, long until) {
        Trap trap = Trap.NONE;
        while (trap == Trap.NONE && registers.ip != until) {
            trap = step(task, mm, registers);
        }
        return trap;
    }

    /// What one instruction does to registers and memory. On a signal the registers are as before.
    static Trap execute(Task task, MmStruct mm, Registers registers, long insn, UserAccess user) {
        return switch ((int) Insn.operation(insn)) {
            case (int) Insn.NOP -> {
                registers.ip += Insn.SIZE;
                yield Trap.NONE;
            }
            case (int) Insn.MOV -> {
                registers.ax++;
                registers.ip += Insn.SIZE;
                yield Trap.NONE;
            }
            case (int) Insn.JMP -> {
                registers.ip = Insn.operand(insn);
                yield Trap.NONE;
            }
            case (int) Insn.PUSH -> push(task, mm, registers, registers.ax, registers.ip + Insn.SIZE, user);
            case (int) Insn.CALL -> push(task, mm, registers, registers.ip + Insn.SIZE,
                    Insn.operand(insn), user);
            case (int) Insn.RET -> pop(task, mm, registers, user);
            default -> Trap.SIGILL;
        };
    }

    private static Trap push(Task task, MmStruct mm, Registers registers, long value, long ip,
                             UserAccess user) {
        FaultResult written = user.write(task, mm, registers.sp - Insn.SIZE, value);
        if (written == FaultResult.DONE) {
            registers.sp -= Insn.SIZE;
            registers.ip = ip;
        }
        return Trap.of(written);
    }

    private static Trap pop(Task task, MmStruct mm, Registers registers, UserAccess user) {
        FaultResult read = user.read(task, mm, registers.sp);
        if (read == FaultResult.DONE) {
            registers.sp += Insn.SIZE;
            registers.ip = user.value(task);
        }
        return Trap.of(read);
    }
}
