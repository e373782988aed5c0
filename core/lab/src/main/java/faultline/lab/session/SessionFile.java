package faultline.lab.session;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import faultline.kernel.uprobe.Insn;

/// A file that every session has.
///
/// @param writable whether it is open for writing, too
/// @param summary  one line for people
/// @param text     the instructions at its start
public record SessionFile(String name, int pages, boolean writable, String summary, List<Long> text) {
    private static final List<Long> LEAF = List.of(Insn.NOP, Insn.MOV, Insn.RET);
    private static final List<Long> FUNCTION = List.of(Insn.NOP, Insn.MOV, Insn.NOP, Insn.MOV, Insn.RET);

    /// All of them. Every instruction is 8 bytes long.
    public static final List<SessionFile> ALL = List.of(
            new SessionFile("a.so", 16, false, "text, 64K: nop, mov, nop, mov, ret, and again",
                    repeated(FUNCTION, 8)),
            new SessionFile("b.so", 16, false, "text, 64K: nop, mov, ret, and again", repeated(LEAF, 8)),
            new SessionFile("data.bin", 16, true, "data, 64K, open for writing", List.of()));

    public static Optional<SessionFile> named(String name) {
        return ALL.stream().filter(file -> file.name().equals(name)).findFirst();
    }

    private static List<Long> repeated(List<Long> function, int times) {
        return Collections.nCopies(times, function).stream().flatMap(List::stream).toList();
    }
}
