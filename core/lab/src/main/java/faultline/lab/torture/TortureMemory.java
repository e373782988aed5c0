package faultline.lab.torture;

import faultline.kernel.memory.KernelBug;
import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Line;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;
import faultline.kernel.memory.Words;
import faultline.lab.hardware.HardwareMemory;
import java.util.concurrent.atomic.AtomicLong;

/// The hardware world's memory, with an eye on every access.
final class TortureMemory extends Memory {
    private final HardwareMemory hardware;
    private final Lives lives = new Lives();
    private final TortureTask[] tasks;
    private final AtomicLong watchedChanges = new AtomicLong();
    private volatile boolean halted;
    private volatile String watched;   // the name of a word, or null

    TortureMemory(HardwareMemory hardware) {
        this.hardware = hardware;
        this.tasks = new TortureTask[hardware.cpus()];
    }

    void add(TortureTask task) {
        tasks[task.cpu()] = task;
    }

    HardwareMemory hardware() {
        return hardware;
    }

    /// The task that the calling thread has taken up, or `null`.
    private TortureTask current() {
        Thread thread = Thread.currentThread();
        for (TortureTask task : tasks) {
            if (task != null && task.hardwareCpu().thread() == thread) {
                return task;
            }
        }
        return null;
    }

    void halt() {
        halted = true;
    }

    boolean isHalted() {
        return halted;
    }

    /// Every access goes through here first.
    void step() {
        TortureTask task = current();
        if (task != null) {
            task.step();
        }
    }

    /// As [#step], before the word called `name` may change.
    void stepToChange(String name) {
        step();
        if (watched != null && name.equals(watched)) {
            watchedChanges.incrementAndGet();
        }
    }

    void watch(String name) {
        watched = name;
        watchedChanges.set(0);
    }

    long watchedChanges() {
        return watchedChanges.get();
    }

    /// As [#step], before a field of a VMA is read.
    void stepToSee() {
        TortureTask task = current();
        if (task != null) {
            task.stepToSee();
        }
    }

    /// Passes `value` on, unless it says that the cell called `field` of `owner` was read from freed memory.
    long checked(long value, KernelObject owner, String field) {
        if (value == Word.POISON) {
            throw poisoned(owner, field, "read");
        }
        return value;
    }

    /// Before a write to a cell that holds `value`.
    void checkWrite(long value, KernelObject owner, String field) {
        if (value == Word.POISON && lives.isDead(owner)) {
            throw poisoned(owner, field, "written");
        }
    }

    private KernelBug poisoned(KernelObject owner, String field, String how) {
        TortureTask task = current();
        String by = task == null ? "outside" : "cpu" + task.cpu();
        String cell = owner + ".life" + lives.life(owner) + "." + field + " " + how + " by " + by;
        return bug(lives.isDead(owner) ? "use after free: " + cell : "left from the last life: " + cell);
    }

    /// Counted from 1; 0 for what no slab has handed out.
    long life(KernelObject object) {
        return lives.life(object);
    }

    @Override public Line line(KernelObject owner) {
        return new TortureLine(this, owner, hardware.line(owner));
    }

    @Override public Words words(KernelObject owner, String field, int length) {
        return new TortureWords(this, owner, field, hardware.words(owner, field, length));
    }

    @Override public KernelObject object(long handle) {
        return hardware.object(handle);
    }

    @Override public void rmb(String edge) {
        hardware.rmb(edge);
        step();
    }

    @Override public void wmb(String edge) {
        hardware.wmb(edge);
        step();
    }

    @Override public void mb(String edge) {
        hardware.mb(edge);
        step();
    }

    @Override public void rcuReadLock(Task task) {
        step();
        ((TortureTask) task).nest(1);
    }

    @Override public void rcuReadUnlock(Task task) {
        if (task.rcuDepth() == 0) {
            throw bug(task + " ends an RCU section that it did not begin");
        }
        ((TortureTask) task).nest(-1);
    }

    @Override public void synchronizeRcu(Task task) {
        step();
        task.mightSleep();
        hardware.synchronizeRcu(task);
    }

    @Override public void defer(Task task, GracePeriod gracePeriod, Reclaim reclaim, KernelObject object) {
        step();
        hardware.defer(task, gracePeriod, reclaim, object);
    }

    @Override public void interrupt(Task task, Words cpus, Interrupt handler) {
        step();
        hardware.interrupt(task, cpus, target -> handle(handler, target));
    }

    @Override public Timer timer(int cpu, long nanos, Interrupt handler) {
        return hardware.timer(cpu, nanos, target -> handle(handler, target));
    }

    /// On the thread of `target`, or on that of the caller in its place; it is not halted half way.
    private void handle(Interrupt handler, Task target) {
        TortureTask running = current();
        if (running == null) {
            handler.handle(target);
            return;
        }
        running.deferHalt(1);
        try {
            handler.handle(target);
        } finally {
            running.deferHalt(-1);
        }
    }

    @Override public KernelBug bug(String what) {
        return hardware.bug(what);
    }

    @Override protected long adopt(KernelObject object) {
        return hardware.adopt(object);
    }

    @Override protected void born(KernelObject object) {
        lives.born(object);
    }

    @Override protected void died(KernelObject object) {
        if (!lives.died(object)) {
            throw bug("freed twice: " + object + ".life" + lives.life(object));
        }
    }
}
