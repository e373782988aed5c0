package faultline.lab.session;

import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.mm.Inode;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.uprobe.Consumer;
import faultline.kernel.uprobe.Cookie;
import faultline.kernel.uprobe.Insn;
import faultline.kernel.uprobe.Registers;

/// Counts the hits of one probe. Only the session's task hits it.
final class Tally extends Consumer {
    private final int number;
    private final Inode inode;
    private final Place place;
    private final long insn;
    private final boolean onReturn;
    private long hits;
    private long returns;

    /// @param insn the instruction that the breakpoint stands for
    Tally(Memory memory, int number, Inode inode, Place place, long insn, boolean onReturn) {
        super(memory, number, onReturn ? Wants.SESSIONS : Wants.HITS);
        this.number = number;
        this.inode = inode;
        this.place = place;
        this.insn = insn;
        this.onReturn = onReturn;
    }

    @Override public int handle(Task task, MmStruct mm, Registers registers, Cookie cookie) {
        hits++;
        return OK;
    }

    @Override public void handleReturn(Task task, MmStruct mm, Registers registers, Cookie cookie) {
        returns++;
    }

    Inode inode() {
        return inode;
    }

    Place place() {
        return place;
    }

    SessionAnswer.Probe probe() {
        return new SessionAnswer.Probe(number, place.toString(), Insn.toString(insn), hits,
                onReturn ? returns : -1);
    }
}
