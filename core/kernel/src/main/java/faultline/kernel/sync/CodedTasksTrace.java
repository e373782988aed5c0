package faultline.kernel.sync;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Line;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;
import faultline.kernel.memory.Words;

/// Readers say on their own CPU's line how deep they are; the updater asks every CPU by interrupt.
///
/// ```
///     reader, on its own CPU                    updater
///
///     nesting + 1
///     reads                                     interrupts all CPUs, which orders everything
///       ── interrupted: nesting > 0?  ◀──────
///          need_qs = 1, holdouts + 1  ──────▶   all have answered
///     reads on                                  sleeps until holdouts == 0
///     nesting - 1 = 0 and need_qs?
///     holdouts - 1         A: release ────────▶ RcuWait.C: acquire
///     wake the updater, if that was the last    what comes after the grace period
/// ```
///
/// **The interrupt** is the barrier that readers do not have. It falls between two steps of a reader: what
/// that CPU read before is over, and what it reads after sees all that was written before the grace period.
/// So a reader that was not inside need not be waited for, and one that was has said so.
///
/// **A with RcuWait.C.** Those who were inside have read all they will read.
///
/// `nesting` and `need_qs` need no order: only their own CPU touches them, its interrupts included.
///
/// Not promised: that an updater may be a reader. It is not asked, so that is refused.
final class CodedTasksTrace extends TasksTrace {
    private final Memory memory;
    private final RwSemaphore mutex;
    private final Words everyCpu;
    private final Word holdouts;
    private final RcuWait updater;
    private final Word[] nesting;   // by CPU, each with its need_qs on a line of its own
    private final Word[] needQs;
    private final Memory.Interrupt handler = this::interrupted;

    CodedTasksTrace(CodedSync sync, KernelObject owner, int cpus) {
        this.memory = sync.memory();
        String name = "tasks_trace";
        this.mutex = sync.rwSemaphore(memory.line(owner), name + ".gp_mutex", name + ".gp_mutex");
        this.everyCpu = memory.words(owner, name + ".cpus", (cpus + Long.SIZE - 1) / Long.SIZE);
        Line line = memory.line(owner);
        this.holdouts = line.word(name + ".holdouts", 0);
        this.updater = sync.rcuWait(line, name + ".updater");
        this.nesting = new Word[cpus];
        this.needQs = new Word[cpus];
        for (int cpu = 0; cpu < cpus; cpu++) {
            Line own = memory.line(owner);
            nesting[cpu] = own.word(name + ".cpu" + cpu + ".nesting", 0);
            needQs[cpu] = own.word(name + ".cpu" + cpu + ".need_qs", 0);
            everyCpu.fetchOrRelaxed(cpu / Long.SIZE, 1L << cpu);
        }
    }

    @Override public void readLock(Task task) {
        Word depth = nesting[task.cpu()];
        depth.writeOnce(depth.readOnce() + 1);
    }

    @Override public void readUnlock(Task task) {
        Word depth = nesting[task.cpu()];
        long left = depth.readOnce() - 1;
        if (left < 0) {
            throw memory.bug(task + " ends a tasks-trace read that it did not begin");
        }
        depth.writeOnce(left);
        if (left == 0 && needQs[task.cpu()].readOnce() != 0) {
            report(task);
        }
    }

    private void report(Task task) {
        needQs[task.cpu()].writeOnce(0);
        if (holdouts.fetchAddRelease("TasksTrace.A", -1) == 1) {
            updater.wake(task);
        }
    }

    @Override public void synchronize(Task task) {
        if (task.rcuDepth() > 0 || nesting[task.cpu()].readOnce() > 0) {
            throw memory.bug(task + " waits for tasks-trace readers inside a read");
        }
        mutex.downWrite(task, false);
        memory.interrupt(task, everyCpu, handler);
        updater.waitUntil(task, holdouts, 0, false);
        mutex.upWrite(task);
    }

    private void interrupted(Task task) {
        if (nesting[task.cpu()].readOnce() > 0) {
            needQs[task.cpu()].writeOnce(1);
            holdouts.fetchAddRelaxed(1);
        }
    }
}
