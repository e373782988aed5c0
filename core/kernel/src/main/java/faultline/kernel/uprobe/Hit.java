package faultline.kernel.uprobe;

import faultline.kernel.memory.Task;
import faultline.kernel.mm.FaultResult;
import faultline.kernel.mm.Kernel;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.UserAccess;

/// User code has come to a breakpoint (`handle_swbp`).
///
/// ```
///     int3 at ip
///      │  the trampoline?  yes ── a probed function returns (Returns)
///      │  enter the read side: neither the probe nor its consumers are freed from here
///      │  Lookup: which probe?  none ── a breakpoint all the same: SIGTRAP; no longer one: start again
///      │  instruction known?  no ── start again: it is being registered
///      │  each consumer's handler
///      │  emulate it ──────────────── or take a reference and a slot, and single-step it there
///      ▼
///     leave the read side
/// ```
///
/// An emulated instruction takes no reference of the probe: the read side is enough, and a count that every
/// hit changed would be the next hot line.
final class Hit {
    private final Uprobes uprobes;
    private final Lookup lookup;
    private final Returns returns;
    private final UserAccess user;

    Hit(Kernel kernel, Uprobes uprobes, Lookup lookup, Returns returns) {
        this.uprobes = uprobes;
        this.lookup = lookup;
        this.returns = returns;
        this.user = new UserAccess(kernel);
    }

    /// `registers.ip` is the breakpoint's address. `NONE`: user code goes on at `registers.ip`.
    Trap handle(Task task, MmStruct mm, Registers registers, Utask utask) {
        task.work("trap");
        XolArea area = uprobes.areas().existing(mm);
        if (area != null && registers.ip == area.trampoline()) {
            return returns.trampoline(task, mm, registers, utask);
        }
        if ((mm.uprobeFlags().readOnce() & Uprobes.HAS_UPROBES) == 0) {
            return unknown(task, mm, registers, lookup.isBreakpoint(task, mm, registers.ip));
        }
        int index = uprobes.readSide().enter(task);
        Trap trap = inReadSide(task, mm, registers, utask);
        uprobes.readSide().leave(task, index);
        return trap;
    }

    private Trap inReadSide(Task task, MmStruct mm, Registers registers, Utask utask) {
        Uprobe uprobe = lookup.find(task, mm, registers.ip, utask);
        if (uprobe == null) {
            return unknown(task, mm, registers, utask.isSwbp);
        }
        long insn = uprobe.insn();
        if (insn == 0) {
            return Trap.NONE;
        }
        runHandlers(task, mm, uprobe, registers, utask);
        if (Insn.isEmulated(insn)) {
            task.work("emulate");
            return UserCode.execute(task, mm, registers, insn, user);
        }
        return singleStep(task, mm, uprobe, registers, insn);
    }

    /// There is no probe. If there is a breakpoint all the same, it is the program's own.
    private static Trap unknown(Task task, MmStruct mm, Registers registers, boolean isBreakpoint) {
        if (!isBreakpoint) {
            return Trap.NONE;
        }
        task.trapped(mm, registers.ip);
        return Trap.SIGTRAP;
    }

    /// `handler_chain`.
    private void runHandlers(Task task, MmStruct mm, Uprobe uprobe, Registers registers, Utask utask) {
        ReturnInstance instance = null;
        boolean remove = true;
        boolean any = false;
        boolean refused = false;
        for (Consumer at = uprobe.firstConsumer(); at != null; at = Uprobe.next(at)) {
            any = true;
            int answer = Consumer.OK;
            utask.cookie.value = 0;
            if (at.wantsHits()) {
                task.work("handler");
                answer = at.handle(task, mm, registers, utask.cookie);
            }
            remove &= answer == Consumer.REMOVE;
            if (!at.wantsReturns() || answer != Consumer.OK || refused) {
                continue;
            }
            instance = instance == null ? returns.begin(task, utask) : instance;
            if (instance != null && at.isSession()) {
                instance = returns.addSession(task, utask, instance, at.id());
            }
            refused = instance == null;
        }
        if (instance != null) {
            returns.prepare(task, mm, uprobe, registers, utask, instance);
        }
        if (any && remove) {
            uprobes.removeFrom(task, mm, uprobe);
        }
    }

    /// `pre_ssout` to `handle_singlestep`: the instruction is executed in a slot, and the registers are put
    /// right.
    private Trap singleStep(Task task, MmStruct mm, Uprobe uprobe, Registers registers, long insn) {
        XolArea area = uprobes.areas().get(task, mm);
        if (area == null) {
            return Trap.OOM;
        }
        if (!uprobe.refcount().incNotZero()) {
            return Trap.NONE;   // unregistered meanwhile: start again, the breakpoint is gone
        }
        long slot = area.take(task);
        long home = registers.ip;
        area.write(slot, insn);
        registers.ip = slot;
        Trap trap = stepInSlot(task, mm, registers);
        if (registers.ip == slot + Insn.SIZE) {
            registers.ip = home + Insn.SIZE;   // it went on; whatever jumped has jumped
        } else if (registers.ip == slot) {
            registers.ip = home;               // it did not execute
        }
        area.free(slot);
        uprobes.put(task, uprobe);
        return trap;
    }

    private Trap stepInSlot(Task task, MmStruct mm, Registers registers) {
        FaultResult fetched = user.fetch(task, mm, registers.ip);
        if (fetched != FaultResult.DONE) {
            return Trap.of(fetched);
        }
        Trap trap = UserCode.execute(task, mm, registers, user.value(task), user);
        task.work("single-step trap");
        return trap;
    }
}
