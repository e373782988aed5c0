package faultline.kernel.uprobe;

/// The instructions that user code is made of here: one word each, the operation in the low byte, an operand
/// above.
public final class Insn {
    /// What an instruction measures, and so what a probe's offset must be a multiple of.
    public static final int SIZE = 8;

    /// Does nothing. Emulated when probed.
    public static final long NOP = 0x90;
    /// Pushes the accumulator. Emulated when probed.
    public static final long PUSH = 0x50;
    /// Goes to the operand. Emulated when probed.
    public static final long JMP = 0xe9;
    /// Pushes the address behind and goes to the operand. Emulated when probed.
    public static final long CALL = 0xe8;
    /// Pops an address and goes there. Single-stepped when probed.
    public static final long RET = 0xc3;
    /// Adds one to the accumulator. Single-stepped when probed.
    public static final long MOV = 0x89;
    /// The breakpoint.
    public static final long INT3 = 0xcc;

    private Insn() {
    }

    public static long of(long operation, long operand) {
        return operand << 8 | operation;
    }

    public static long operation(long insn) {
        return insn & 0xff;
    }

    public static long operand(long insn) {
        return insn >>> 8;
    }

    /// Whether it is an instruction at all.
    public static boolean isValid(long insn) {
        long operation = operation(insn);
        return operation == NOP || operation == PUSH || operation == JMP || operation == CALL
                || operation == RET || operation == MOV || operation == INT3;
    }

    /// Whether a probed one is carried out by the kernel itself instead of in a slot.
    public static boolean isEmulated(long insn) {
        long operation = operation(insn);
        return operation == NOP || operation == PUSH || operation == JMP || operation == CALL;
    }

    /// As an assembler writes it.
    public static String toString(long insn) {
        return switch ((int) operation(insn)) {
            case (int) NOP -> "nop";
            case (int) PUSH -> "push";
            case (int) JMP -> "jmp 0x" + Long.toHexString(operand(insn));
            case (int) CALL -> "call 0x" + Long.toHexString(operand(insn));
            case (int) RET -> "ret";
            case (int) MOV -> "mov";
            case (int) INT3 -> "int3";
            default -> "(bad)";
        };
    }
}
