package faultline.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.mm.Audit;
import faultline.kernel.mm.Dentry;
import faultline.kernel.mm.Errno;
import faultline.kernel.mm.File;
import faultline.kernel.mm.Inode;
import faultline.kernel.mm.Kernel;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.Sizes;
import faultline.kernel.mm.Syscalls;
import faultline.kernel.mm.UserAccess;
import faultline.kernel.mm.VmFlags;
import faultline.kernel.mm.VmStat;
import faultline.kernel.sync.Sync;
import faultline.kernel.uprobe.Consumer;
import faultline.kernel.uprobe.Cookie;
import faultline.kernel.uprobe.Insn;
import faultline.kernel.uprobe.ReadSide;
import faultline.kernel.uprobe.Registers;
import faultline.kernel.uprobe.Trap;
import faultline.kernel.uprobe.UserCode;
import faultline.kernel.uprobe.Uprobes;
import faultline.lab.torture.TortureWorld;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The uprobe path by hand, over `refcount`: each kind of probe, what it counts, and what a hit touches.
class UprobeTest {
    private static final int NOP = 0;
    private static final int MOV = 2;
    private static final int PUSH = 4;
    private static final int CALL = 6;
    private static final int JMP = 8;
    private static final long TEXT = 0x100;
    private static final long STACK = 0x400;
    private static final long END = 0x7f0;

    private final TortureWorld world = (TortureWorld) World.torture(2, 1);
    private final Kernel kernel = new Kernel(world.memory(), Sync.coded(world.memory(), world.cpus(), 0),
            Strategies.all().get(2), new Sizes(world.cpus(), 2, 3, 3, 400, 8, 100, 400, 40, 32, 4, 2_000, 1, 100),
            Uprobes.with(ReadSide.Kind.TRACE));
    private final Uprobes uprobes = Uprobes.of(kernel);
    private final UserCode code = new UserCode(kernel, uprobes);
    private final UserAccess user = new UserAccess(kernel);
    private final Audit.InUse empty = Audit.inUse(kernel);
    private Task task;
    private MmStruct mm;
    private Inode inode;
    private File file;

    @BeforeEach void map() {
        task = world.enter(0);
        mm = kernel.newMm(task);
        inode = kernel.newInode(task, new Dentry(kernel.memory(), "text", Insn.NOP, Insn.RET, Insn.MOV, Insn.RET,
                Insn.PUSH, Insn.RET, Insn.of(Insn.CALL, TEXT), Insn.RET, Insn.of(Insn.JMP, TEXT), Insn.RET), 5);
        file = kernel.open(task, inode, VmFlags.READ);
        assertEquals(TEXT, Syscalls.mmap(task, mm, TEXT, 0x50, VmFlags.READ | VmFlags.EXEC, file, 0, true));
        assertEquals(STACK, Syscalls.mmap(task, mm, STACK, 0x40, VmFlags.READ | VmFlags.WRITE, null, 0, true));
    }

    @AfterEach void nothing_is_left() {
        mm.putUsers(task);
        file.put(task);
        inode.put(task);
        uprobes.dropReturns(world.task(0));
        uprobes.dropReturns(world.task(1));
        world.leave(task);
        world.drain();
        world.close();
        assertEquals(empty, Audit.inUse(kernel));
        assertEquals(0, uprobes.inUse());
        assertEquals(List.of(), world.bugs());
    }

    @Test void every_instruction_does_what_it_does_unprobed_and_is_counted_once() {
        for (int function : new int[] {NOP, MOV, PUSH, CALL, JMP}) {
            Registers plain = call(function);
            Counter counter = register(function, false);
            Registers probed = call(function);

            assertEquals(1, counter.hits, "word " + function);
            assertEquals(plain.ax, probed.ax, "word " + function);
            assertEquals(plain.sp, probed.sp, "word " + function);
            unregister(function, counter);
            call(function);
            assertEquals(1, counter.hits, "word " + function + ", unregistered");
        }
    }

    @Test void a_nop_hit_never_touches_the_reference_count_and_a_stepped_one_does() {
        Counter nop = register(NOP, false);
        Counter mov = register(MOV, false);
        call(NOP);
        call(MOV);

        world.watch("uprobe.ref");
        for (int hit = 0; hit < 100; hit++) {
            call(NOP);
        }
        assertEquals(0, world.watchedChanges());
        call(MOV);
        assertEquals(2, world.watchedChanges());

        assertEquals(101, nop.hits);
        unregister(NOP, nop);
        unregister(MOV, mov);
    }

    @Test void a_return_is_counted_also_when_its_lease_expired_on_the_way() {
        Counter counter = register(NOP, true);
        call(CALL);
        Registers inside = enter(NOP);
        step(inside);
        Task timer = world.enter(1);
        uprobes.expireReturns(timer, task);
        world.leave(timer);
        finish(inside);

        assertEquals(2, counter.hits);
        assertEquals(2, counter.returns);
        unregister(NOP, counter);
    }

    @Test @Timeout(300) void a_function_that_does_not_return_holds_an_unregister_up_only_until_its_timer_fires() {
        Counter counter = register(NOP, true);
        Registers inside = enter(NOP);
        step(inside);

        unregister(NOP, counter);
        finish(inside);

        assertEquals(1, counter.hits);
        assertEquals(0, counter.returns);
    }

    @Test void each_session_finds_at_the_return_what_it_left_at_that_hit() {
        List<Session> sessions = List.of(session(CALL, Consumer.OK), session(NOP, Consumer.OK), session(NOP, Consumer.OK), session(NOP, Consumer.OK));
        call(CALL);
        call(NOP);

        for (Session session : sessions) {
            assertEquals(session.left, session.found, "in the order of the calls");
        }
        assertEquals(1, sessions.getFirst().found.size());
        assertEquals(2, sessions.getLast().found.size());
        unregister(CALL, sessions.getFirst());
        sessions.stream().skip(1).forEach(session -> unregister(NOP, session));
    }

    @Test void a_session_that_ignored_its_hit_or_came_later_is_not_told_of_the_return() {
        Session ignores = session(NOP, Consumer.IGNORE);
        Session stays = session(NOP, Consumer.OK);
        Registers inside = enter(NOP);
        step(inside);
        Session late = session(NOP, Consumer.OK);
        Returning returning = new Returning(kernel.memory());
        assertEquals(0, uprobes.register(task, inode, 8L * NOP, returning));
        finish(inside);

        assertEquals(List.of(), ignores.found);
        assertEquals(stays.left, stays.found);
        assertEquals(List.of(), late.found);
        assertEquals(1, returning.returns);
        List.of(ignores, stays, late, returning).forEach(consumer -> unregister(NOP, consumer));
    }

    @Test void a_session_that_is_registered_anew_does_not_find_what_it_left_before() {
        Session session = session(NOP, Consumer.OK);
        Session other = session(NOP, Consumer.OK);
        Registers inside = enter(NOP);
        step(inside);
        world.leave(task);
        world.run(1, timer -> uprobes.expireReturns(timer, world.task(0)));
        task = world.enter(0);
        unregister(NOP, session);
        assertEquals(0, uprobes.register(task, inode, 8L * NOP, session));
        finish(inside);

        assertEquals(List.of(), session.found);
        assertEquals(other.left, other.found);
        unregister(NOP, session);
        unregister(NOP, other);
    }

    @Test void functions_that_jump_into_one_another_return_together_and_unwound_ones_not_at_all() {
        Counter jump = register(JMP, true);
        Counter nop = register(NOP, true);
        call(JMP);
        assertEquals(1, jump.returns);
        assertEquals(1, nop.returns);

        step(enter(NOP));   // and never comes back: longjmp
        call(NOP);
        assertEquals(2, nop.returns);

        unregister(JMP, jump);
        unregister(NOP, nop);
    }

    @Test void a_forked_thread_returns_from_what_its_parent_was_in() {
        Counter counter = register(NOP, true);
        Session session = session(NOP, Consumer.OK);
        Session second = session(NOP, Consumer.OK);
        Registers parent = enter(NOP);
        step(parent);
        MmStruct child = Syscalls.fork(task, mm);
        assertEquals(0, uprobes.duplicateReturns(task, mm, world.task(1), child));
        Registers copy = new Registers();
        copy.ip = parent.ip;
        copy.sp = parent.sp;
        world.leave(task);
        world.run(1, other -> {
            assertEquals(Trap.NONE, code.run(other, child, copy, END));
            child.putUsers(other);
        });
        task = world.enter(0);
        finish(parent);

        assertEquals(2, counter.returns);
        assertEquals(List.of(session.left.getFirst(), session.left.getFirst()), session.found);
        assertEquals(List.of(second.left.getFirst(), second.left.getFirst()), second.found);
        List.of(counter, session, second).forEach(consumer -> unregister(NOP, consumer));
    }

    @Test void a_foreign_breakpoint_is_a_trap_and_no_text_is_no_probe() {
        assertEquals(Errno.EINVAL, uprobes.register(task, inode, 4, new Counter(kernel.memory(), false)));
        assertEquals(Errno.EINVAL, uprobes.register(task, inode, 0x50, new Counter(kernel.memory(), false)));
        assertEquals(Errno.EINVAL, uprobes.unregister(task, inode, 0, new Counter(kernel.memory(), false)));
        Syscalls.mprotect(task, mm, TEXT, 0x10, VmFlags.READ | VmFlags.WRITE | VmFlags.EXEC);
        user.write(task, mm, TEXT, Insn.INT3);

        assertEquals(Trap.SIGTRAP, code.step(task, mm, enter(NOP)));
        Counter elsewhere = register(MOV, false);
        assertEquals(Trap.SIGTRAP, code.step(task, mm, enter(NOP)));
        unregister(MOV, elsewhere);
    }

    @Test void a_mapping_made_or_forked_later_gets_the_breakpoint_and_one_unmapped_loses_the_flag() {
        Counter counter = register(NOP, false);
        long again = Syscalls.mmap(task, mm, 0x200, 0x50, VmFlags.READ | VmFlags.EXEC, file, 0, true);
        Registers registers = enter(NOP);
        registers.ip = again;
        finish(registers);
        MmStruct child = Syscalls.fork(task, mm);
        Registers inChild = enter(NOP);
        assertEquals(Trap.NONE, code.run(task, child, inChild, END));
        child.putUsers(task);

        assertEquals(2, counter.hits);
        Syscalls.munmap(task, mm, TEXT, 0x50);
        Syscalls.munmap(task, mm, again, 0x50);
        unregister(NOP, counter);
    }

    @Test void faults_are_successes_aborts_and_retries_and_nothing_else() {
        for (long address = STACK; address < STACK + 0x80; address += 0x10) {
            user.write(task, mm, address, 1);
            user.read(task, mm, address);
        }
        user.fetch(task, mm, TEXT + 0x10);
        Syscalls.mprotect(task, mm, STACK, 0x10, 0);
        user.read(task, mm, STACK);

        assertTrue(kernel.vmstat(VmStat.VMA_LOCK_SUCCESS) > 0);
        assertTrue(kernel.vmstat(VmStat.VMA_LOCK_ABORT) > 0);
        assertTrue(kernel.vmstat(VmStat.VMA_LOCK_RETRY) > 0);
        assertEquals(kernel.vmstat(VmStat.PGFAULT), kernel.vmstat(VmStat.VMA_LOCK_SUCCESS)
                + kernel.vmstat(VmStat.VMA_LOCK_ABORT) + kernel.vmstat(VmStat.VMA_LOCK_RETRY));
    }

    private Registers call(int function) {
        Registers registers = enter(function);
        finish(registers);
        return registers;
    }

    private Registers enter(int function) {
        Registers registers = new Registers();
        registers.ip = TEXT + 8L * function;
        registers.sp = STACK + 0x38;
        registers.ax = END;
        user.write(task, mm, registers.sp, END);
        return registers;
    }

    private void step(Registers registers) {
        assertEquals(Trap.NONE, code.step(task, mm, registers));
    }

    private void finish(Registers registers) {
        assertEquals(Trap.NONE, code.run(task, mm, registers, END));
    }

    private Counter register(int word, boolean wantsReturn) {
        Counter counter = new Counter(kernel.memory(), wantsReturn);
        assertEquals(0, uprobes.register(task, inode, 8L * word, counter));
        return counter;
    }

    private Session session(int word, int answer) {
        Session session = new Session(kernel.memory(), answer);
        assertEquals(0, uprobes.register(task, inode, 8L * word, session));
        return session;
    }

    private void unregister(int word, Consumer consumer) {
        assertEquals(0, uprobes.unregister(task, inode, 8L * word, consumer));
        uprobes.unregisterSync(task);
    }

    private static final class Counter extends Consumer {
        private int hits;
        private int returns;

        Counter(Memory memory, boolean wantsReturn) {
            super(memory, 1, wantsReturn ? Wants.SESSIONS : Wants.HITS);
        }

        @Override public int handle(Task task, MmStruct mm, Registers registers, Cookie cookie) {
            hits++;
            return OK;
        }

        @Override public void handleReturn(Task task, MmStruct mm, Registers registers, Cookie cookie) {
            returns++;
        }
    }

    private static final class Returning extends Consumer {
        private int returns;

        Returning(Memory memory) {
            super(memory, 1, Wants.RETURNS);
        }

        @Override public void handleReturn(Task task, MmStruct mm, Registers registers, Cookie cookie) {
            assertNull(cookie);
            returns++;
        }
    }

    /// Leaves another cookie at each hit; no two sessions ever leave the same.
    private static final class Session extends Consumer {
        private static final int FEW = 100;

        private final List<Long> left = new ArrayList<>();
        private final List<Long> found = new ArrayList<>();
        private final int answer;

        Session(Memory memory, int answer) {
            super(memory, 1, Wants.SESSIONS);
            this.answer = answer;
        }

        @Override public int handle(Task task, MmStruct mm, Registers registers, Cookie cookie) {
            assertEquals(0, cookie.value);
            cookie.value = handle() * FEW + left.size();
            left.add(cookie.value);
            return answer;
        }

        @Override public void handleReturn(Task task, MmStruct mm, Registers registers, Cookie cookie) {
            found.add(cookie.value);
        }
    }
}
