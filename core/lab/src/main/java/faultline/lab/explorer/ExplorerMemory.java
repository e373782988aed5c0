package faultline.lab.explorer;

import faultline.kernel.memory.KernelBug;
import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Line;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Words;
import faultline.lab.lockdep.Lockdep;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Memory as the kernel's memory model allows it to be, and RCU as its law says.
final class ExplorerMemory extends Memory {
    private final List<KernelObject> objects = new ArrayList<>();
    private final Lives lives = new Lives();
    private final Lockdep lockdep = new Lockdep(this::bug);
    private final Location barriers;
    private Rcu rcu;
    private final Deferred deferred;
    private final Location grace;
    private final ExplorerTask[] tasks;
    private final int actors;
    private Execution execution;

    /// For `actors` tasks, and one more for what is deferred.
    ExplorerMemory(int actors) {
        objects.add(null);
        this.actors = actors;
        this.tasks = new ExplorerTask[actors + 1];
        KernelObject world = new World(this);
        this.barriers = new Location(world, "barriers", -1, 0, true, false);
        this.grace = new Location(world, "rcu", -1, 0, true, false);
        this.deferred = new Deferred(new Location(world, "deferred", -1, 0, true, false));
    }

    /// Before anything else is made.
    void make(Decisions decisions, Bound bound, Set<String> dropped) {
        execution = new Execution(tasks, actors, barriers, decisions, bound, dropped);
        rcu = new Rcu(execution, grace);
        for (int cpu = 0; cpu < tasks.length; cpu++) {
            String kind = cpu < actors ? "task" : "worker";
            tasks[cpu] = new ExplorerTask(this, execution, kind, cpu < actors ? cpu + 1 : 0, cpu, tasks.length);
        }
        ExplorerTask worker = tasks[actors];
        worker.body = () -> deferred.work(execution, worker);
    }

    Execution execution() {
        return execution;
    }

    ExplorerTask task(int cpu) {
        return tasks[cpu];
    }

    Lockdep lockdep() {
        return lockdep;
    }

    void begin() {
        lives.restore();
        lockdep.begin();
        deferred.begin(tasks[actors]);
    }

    /// Setting up is over.
    void booted() {
        lives.keep();
        lockdep.keep();
        execution.booted();
    }

    long life(KernelObject object) {
        return lives.life(object);
    }

    @Override public Line line(KernelObject owner) {
        return new ExplorerLine(execution, owner);
    }

    @Override public Words words(KernelObject owner, String field, int length) {
        return new ExplorerWords(execution, owner, field, length);
    }

    @Override public KernelObject object(long handle) {
        if (handle < 0 || handle >= objects.size()) {
            throw bug("use after free: no object has the handle 0x" + Long.toHexString(handle));
        }
        return objects.get((int) handle);
    }

    /// The object with this handle, if there is one.
    String name(long handle) {
        return handle == 0 ? "null"
                : handle > 0 && handle < objects.size() ? objects.get((int) handle).toString()
                : "0x" + Long.toHexString(handle);
    }

    @Override public void rmb(String edge) {
        execution.readBarrier(edge);
    }

    @Override public void wmb(String edge) {
        execution.writeBarrier(edge);
    }

    @Override public void mb(String edge) {
        execution.fullBarrier(edge);
    }

    @Override public void rcuReadLock(Task task) {
        ExplorerTask me = (ExplorerTask) task;
        me.nest(1);
        if (me.rcuDepth() == 1) {
            rcu.enter(me, me.cpu());
        }
    }

    @Override public void rcuReadUnlock(Task task) {
        ExplorerTask me = (ExplorerTask) task;
        if (me.rcuDepth() == 0) {
            throw bug(task + " leaves RCU, which it is not in");
        }
        if (me.rcuDepth() == 1) {
            rcu.leave(me, me.cpu());
        }
        me.nest(-1);
    }

    @Override public void synchronizeRcu(Task task) {
        ((ExplorerTask) task).maySleep("waits for RCU readers");
        rcu.synchronize((ExplorerTask) task);
    }

    @Override public void defer(Task task, GracePeriod gracePeriod, Reclaim reclaim, KernelObject object) {
        deferred.add(execution, (ExplorerTask) task, gracePeriod, reclaim, object);
    }

    @Override public void interrupt(Task task, Words cpus, Interrupt handler) {
        ExplorerTask me = (ExplorerTask) task;
        for (int cpu = 0; cpu < tasks.length; cpu++) {
            boolean asked = (cpus.readOnce(cpu / Long.SIZE) >>> cpu & 1) != 0;
            if (asked && cpu != me.cpu()) {
                interrupt(me, tasks[cpu], handler);
            }
        }
        execution.fullBarrier("");
    }

    /// In one step, where the target takes interrupts, and a full barrier for both.
    private void interrupt(ExplorerTask me, ExplorerTask target, Interrupt handler) {
        if (execution.current == null) {
            handler.handle(target);
            return;
        }
        me.wanted.interrupt(target);
        execution.turn(me);
        execution.inOneStep(() -> {
            execution.steps.touchTask(me, target);
            execution.barrierInStep(me);
            Steps.join(target.clock, me.clock);
            execution.current = target;
            execution.barrierInStep(target);
            handler.handle(target);
            execution.barrierInStep(target);
            execution.current = me;
            execution.barrierInStep(me);
            target.interruptedAt = execution.steps.now();
        });
    }

    @Override public KernelBug bug(String what) {
        return execution.bug(what);
    }

    @Override protected long adopt(KernelObject object) {
        objects.add(object);
        return objects.size() - 1L;
    }

    @Override protected void born(KernelObject object) {
        lives.born(object);
    }

    @Override protected void died(KernelObject object) {
        if (!lives.died(object)) {
            throw bug("double free: " + object);
        }
    }

    /// What belongs to nobody else.
    private static final class World extends KernelObject {
        World(Memory memory) {
            super(memory, "world", 0);
        }
    }
}
