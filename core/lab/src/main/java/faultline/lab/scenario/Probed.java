package faultline.lab.scenario;

import faultline.kernel.memory.Line;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.VmFlags;
import faultline.kernel.uprobe.Consumer;
import faultline.kernel.uprobe.Cookie;
import faultline.kernel.uprobe.Registers;
import faultline.kernel.uprobe.Trap;
import faultline.kernel.uprobe.UserCode;
import faultline.kernel.uprobe.Uprobes;

/// The text of a process, and somebody who wants to know when `a.so+1` is executed.
final class Probed {
    static final String HIT = "hit";
    static final String PASSED = "passed";

    private final Process process;
    private final Uprobes uprobes;
    private final UserCode code;
    private final Watcher watcher;

    Probed(Process process, boolean wantsReturn) {
        this.process = process;
        this.uprobes = Uprobes.of(process.kernel());
        this.code = new UserCode(process.kernel(), uprobes);
        this.watcher = new Watcher(process.kernel().memory(), wantsReturn);
    }

    /// Counts what it is told, unless it was freed.
    private static final class Watcher extends Consumer {
        private final Word alive;
        private final Word told;

        Watcher(Memory memory, boolean wantsReturn) {
            super(memory, 1, wantsReturn ? Wants.SESSIONS : Wants.HITS);
            Line line = memory.line(this);
            this.alive = line.word("alive", 1);
            this.told = line.word("told", 0);
        }

        @Override public int handle(Task task, MmStruct mm, Registers registers, Cookie cookie) {
            tell();
            return OK;
        }

        @Override public void handleReturn(Task task, MmStruct mm, Registers registers, Cookie cookie) {
            tell();
        }

        private void tell() {
            if (alive.get() == 0) {
                throw memory().bug(this + " is called after it was freed");
            }
            told.set(told.get() + 1);
        }
    }

    Uprobes uprobes() {
        return uprobes;
    }

    UserCode code() {
        return code;
    }

    /// Maps `a.so+1` there, to be executed.
    void map(Task task, long address) {
        process.map(task, address, 1, VmFlags.READ | VmFlags.EXEC, process.a(), 1);
    }

    void register(Task task) {
        long failed = uprobes.register(task, process.a().inode(), process.page(), watcher);
        if (failed != 0) {
            throw new IllegalStateException("register answered " + failed);
        }
    }

    /// Unregisters the watcher, waits until nobody can call it any more, and frees it.
    void unregister(Task task) {
        uprobes.unregister(task, process.a().inode(), process.page(), watcher);
        uprobes.unregisterSync(task);
        watcher.alive.set(0);
    }

    /// Executes the one instruction at `address`, however often it traps.
    String execute(Task task, long address) {
        long before = watcher.told.get();
        Registers registers = new Registers();
        registers.ip = address;
        Trap trap = Trap.NONE;
        while (trap == Trap.NONE && registers.ip == address) {
            trap = code.step(task, process.mm(), registers);
        }
        return trap != Trap.NONE ? trap.toString() : watcher.told.get() > before ? HIT : PASSED;
    }

    /// How often the watcher was told of something.
    long told() {
        return watcher.told.get();
    }
}
