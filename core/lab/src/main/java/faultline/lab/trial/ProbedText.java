package faultline.lab.trial;

import faultline.kernel.memory.Task;
import faultline.kernel.mm.File;
import faultline.kernel.mm.MmStruct;
import faultline.kernel.mm.Syscalls;
import faultline.kernel.mm.VmFlags;
import faultline.kernel.uprobe.Consumer;
import faultline.kernel.uprobe.Insn;
import faultline.kernel.uprobe.Registers;
import faultline.kernel.uprobe.Trap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Functions that all threads call while others register and unregister on them.
///
/// ```
///     word  0 nop   2 mov   4 push  6 call 0  8 jmp 0
///           1 ret   3 ret   5 ret   7 ret
/// ```
///
/// A call that lies wholly between a consumer's register and unregister is counted by it exactly as often as
/// its path passes the probe; any other at most as often.
final class ProbedText {
    private static final int COUNTERS_A_THREAD = 4;   // of these two want returns
    private static final int STEPS = 20_000;
    private static final long END = 8;   // in the first page, which nobody maps: who comes here has returned

    private static final int[] SITES = {0, 1, 2, 3, 4, 6, 8};
    private static final int[] FUNCTIONS = {0, 2, 4, 6, 8};
    private static final int[][] PATHS = {{0, 1}, {2, 3}, {4, 5}, {6, 0, 1, 7}, {8, 0, 1}};
    private static final int[] ENTRIES = {0, 2, 6, 8};   // where a return can be had; a push changes the stack

    private final Trial trial;
    private final File file;
    private final long base;
    private final Trial.Token rights = new Trial.Token();
    private final List<Counter> counters = new ArrayList<>();

    ProbedText(Trial trial, Task task) {
        this.trial = trial;
        this.base = Layout.address(Layout.TEXT);
        long[] words = new long[Layout.TEXT_PAGES * Layout.PAGE_WORDS];
        Arrays.fill(words, Insn.NOP);
        words[1] = Insn.RET;
        words[2] = Insn.MOV;
        words[3] = Insn.RET;
        words[4] = Insn.PUSH;
        words[5] = Insn.RET;
        words[6] = Insn.of(Insn.CALL, base);
        words[7] = Insn.RET;
        words[8] = Insn.of(Insn.JMP, base);
        this.file = trial.file(task, "text", VmFlags.READ, words);
        trial.map(task, Layout.TEXT, Layout.TEXT_PAGES, Trial.RX, file, 0);
        int cpus = trial.kernel().sizes().cpus();
        for (int i = 0; i < COUNTERS_A_THREAD * trial.threads(); i++) {
            Consumer.Wants wants = switch (i % COUNTERS_A_THREAD) {
                case 0 -> Consumer.Wants.SESSIONS;
                case 1 -> Consumer.Wants.RETURNS;
                default -> Consumer.Wants.HITS;
            };
            int answer = wants != Consumer.Wants.HITS ? Consumer.OK
                    : i % COUNTERS_A_THREAD == 2 ? Consumer.REMOVE : Consumer.IGNORE;
            counters.add(new Counter(trial.kernel().memory(), i + 1, wants, answer, cpus));
        }
    }

    /// Registers one of the thread's consumers, or takes it out again.
    void toggle(Hand hand) {
        Counter counter = counters.get(hand.thread * COUNTERS_A_THREAD + hand.random.nextInt(COUNTERS_A_THREAD));
        int phase = counter.phase() & 3;
        if (phase == Counter.OUT) {
            int[] among = counter.wantsReturns() ? ENTRIES : SITES;
            counter.setSite(among[hand.random.nextInt(among.length)]);
            counter.nextPhase();
            hand.must("register", trial.uprobes().register(hand.task, file.inode(), 8L * counter.site(), counter));
            counter.nextPhase();
        } else {
            leave(hand.task, counter);
        }
    }

    private void leave(Task task, Counter counter) {
        counter.nextPhase();
        long answer = trial.uprobes().unregister(task, file.inode(), 8L * counter.site(), counter);
        if (answer != 0) {
            throw new Failure("unregister answers " + Trial.told(answer));
        }
        trial.uprobes().unregisterSync(task);
        counter.nextPhase();
    }

    /// Calls a function where it is mapped for good.
    void run(Hand hand) {
        call(hand, trial.mm(), hand.random.nextInt(FUNCTIONS.length), base);
    }

    /// As [#run], for a task that may be killed on the way: it has then returned from nothing.
    void runKillable(Hand hand) {
        call(hand, trial.mm(), hand.random.nextInt(FUNCTIONS.length), base);
        trial.uprobes().dropReturns(hand.task);
    }

    /// Calls a function in a fork.
    void runIn(Hand hand, MmStruct child) {
        call(hand, child, hand.random.nextInt(FUNCTIONS.length), base);
    }

    /// Maps the file elsewhere, calls there a function that names no address, moves the mapping a few times
    /// and calls again, and unmaps it. Breakpoints must come along, and none that nobody wants any more.
    void runElsewhere(Hand hand) {
        long length = Layout.address(Layout.TEXT_PAGES);
        long at = hand.must("mmap", Syscalls.mmap(hand.task, trial.mm(), 0, length, Trial.RX, file, 0, false));
        call(hand, trial.mm(), hand.random.nextInt(2), at);
        for (int moves = hand.random.nextInt(4); moves > 0; moves--) {
            long to = hand.must("mmap", Syscalls.mmap(hand.task, trial.mm(), 0, length, Trial.RW, null, 0, false));
            at = hand.must("mremap", Syscalls.mremap(hand.task, trial.mm(), at, length, length, true, to));
            call(hand, trial.mm(), hand.random.nextInt(2), at);
        }
        hand.must("munmap", Syscalls.munmap(hand.task, trial.mm(), at, length));
    }

    /// Changes the rights of pages that hold no function, so that the mapping is cut and joined beside those
    /// that do.
    void cut(Hand hand) {
        rights.use(() -> {
            long start = Layout.address(Layout.TEXT + Layout.TEXT_QUIET + hand.random.nextInt(2));
            long access = hand.chance(1, 2) ? Trial.RX : VmFlags.READ;
            hand.must("mprotect", Syscalls.mprotect(hand.task, trial.mm(), start, Layout.PAGE, access));
        });
    }

    /// The leases that another thread's functions hold become references.
    void expire(Hand hand) {
        Task owner = trial.world().task(hand.random.nextInt(trial.threads()));
        trial.uprobes().expireReturns(hand.task, owner);
    }

    private void call(Hand hand, MmStruct mm, int function, long at) {
        int[] phases = new int[counters.size()];
        long[] hits = new long[counters.size()];
        long[] returns = new long[counters.size()];
        for (int i = 0; i < counters.size(); i++) {
            phases[i] = counters.get(i).phase();
            hits[i] = counters.get(i).hits(hand.task);
            returns[i] = counters.get(i).returns(hand.task);
        }
        boolean whole = execute(hand, mm, at + 8L * FUNCTIONS[function]);
        for (int i = 0; i < counters.size(); i++) {
            Counter counter = counters.get(i);
            int passes = passes(PATHS[function], counter.site());
            long hit = counter.hits(hand.task) - hits[i];
            long returned = counter.returns(hand.task) - returns[i];
            int changes = counter.phase() - phases[i];
            int phase = changes == 0 ? phases[i] & 3 : Counter.LEAVING;
            if (!whole && phase == Counter.IN) {
                phase = Counter.LEAVING;   // counted at most
            }
            boolean sameSite = changes == 0 || changes == 1 && (phases[i] & 3) != Counter.OUT;
            if (sameSite) {
                check(hand, counter, phase, "hits", counter.wantsHits() ? passes : 0, hit);
                check(hand, counter, phase, "returns", counter.wantsReturns() ? passes : 0, returned);
            }
            if (counter.isSession() && returned > hit) {
                throw hand.fail("calls a function, and " + counter + ", a session, counts " + hit + " hits and "
                        + returned + " returns");
            }
        }
    }

    private static void check(Hand hand, Counter counter, int phase, String what, int passes, long counted) {
        int most = phase == Counter.OUT ? 0 : passes;
        int least = phase == Counter.IN ? passes : 0;
        if (counted < least || counted > most) {
            throw hand.fail("passes the probe at word " + counter.site() + " " + passes + " times, and " + counter
                    + (phase == Counter.IN ? ", registered all the while," : ", not registered,") + " counts "
                    + counted + " " + what);
        }
    }

    private static int passes(int[] path, int site) {
        int passes = 0;
        for (int word : path) {
            passes += word == site ? 1 : 0;
        }
        return passes;
    }

    /// `false`: killed on the way.
    private boolean execute(Hand hand, MmStruct mm, long function) {
        Registers registers = new Registers();
        registers.sp = Layout.address(Layout.safe(hand.thread) + Layout.SAFE_PAGES) - Insn.SIZE;
        registers.ax = END;
        registers.ip = function;
        if (hand.isCut(hand.write(mm, registers.sp, END))) {
            return false;
        }
        for (int step = 0; registers.ip != END; step++) {
            Trap trap = hand.code().step(hand.task, mm, registers);
            if (trap != Trap.NONE && hand.task.fatalSignalPending()) {
                return false;
            }
            if (trap != Trap.NONE || step == STEPS) {
                throw hand.fail("calls the function at " + Hand.at(function) + " and at " + Hand.at(registers.ip)
                        + (trap == Trap.NONE ? " does not get on" : " gets " + trap));
            }
        }
        return !hand.task.fatalSignalPending();   // who is to die may get no slots, and so no return
    }

    /// Takes out every consumer, and what threads still are in.
    void end(Task task) {
        for (Counter counter : counters) {
            if ((counter.phase() & 3) == Counter.IN) {
                leave(task, counter);
            }
        }
        for (int cpu = 0; cpu < trial.threads(); cpu++) {
            trial.uprobes().dropReturns(trial.world().task(cpu));
        }
    }
}
