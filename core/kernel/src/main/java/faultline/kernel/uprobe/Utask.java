package faultline.kernel.uprobe;

import faultline.kernel.lock.Look;
import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Line;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Ref;
import faultline.kernel.memory.Word;
import faultline.kernel.sync.SeqCount;

/// What the uprobe path keeps for one task (`struct uprobe_task`).
///
/// The task alone pushes and pops its return instances; a timer on another CPU walks them:
///
/// ```
///     task                                      timer
///
///     instance complete                         SeqCount.writeBegin
///     A: release ────▶ return_instances         ──── C: full ─────────┐
///     …                                         return_instances  B: acquire
///     pop, consume (ReturnInstance.B: full) ─┐  walk, expire each     │
///     timer inside? ◀────────────────────────┼──────────────────────── ┘
///     no: reuse at once; yes: after RCU      └▶ SeqCount.writeEnd
/// ```
///
/// **C with the full barrier of the pop.** Either the task sees the timer inside, or the timer sees the
/// instance popped. So an instance that the timer may stand on is not filled anew under it.
final class Utask extends KernelObject {
    /// `MAX_URETPROBE_DEPTH`.
    static final int MAX_DEPTH = 64;

    final Look look = new Look();
    final Cookie cookie = new Cookie();

    /// Whether the last address that was looked up without success holds a breakpoint.
    boolean isSwbp;

    private final Memory memory;
    private final Ref<ReturnInstance> returnInstances;
    private final Ref<ReturnInstance> pool;
    private final Word depth;
    private final SeqCount timer;
    private final Memory.Timer leases;   // `ri_timer`

    Utask(Memory memory, int cpu, Memory.Timer leases) {
        super(memory, "utask", cpu + 1);
        this.memory = memory;
        this.leases = leases;
        Line line = memory.line(this);
        this.returnInstances = line.ref("return_instances");
        this.pool = line.ref("ri_pool");
        this.depth = line.word("depth", 0);
        this.timer = new SeqCount(line, "ri_seqcount", 32);
    }

    /// For the task itself.
    ReturnInstance top() {
        return returnInstances.readOnce();
    }

    int depth() {
        return (int) depth.get();
    }

    /// What is pushed holds a lease until the timer fires.
    void push(ReturnInstance instance) {
        instance.next().writeOnce(top());
        returnInstances.rcuAssign("Utask.A", instance);
        depth.set(depth.get() + 1);
        leases.arm();
    }

    ReturnInstance pop() {
        ReturnInstance popped = top();
        returnInstances.rcuAssign("Utask.A", popped.next().readOnce());
        depth.set(depth.get() - 1);
        return popped;
    }

    /// For the timer: the newest, as far as it has been pushed.
    ReturnInstance firstForTimer() {
        return returnInstances.rcuDereference("Utask.B");
    }

    void timerBegins() {
        timer.writeBegin();
        memory.mb("Utask.C");
    }

    void timerEnds() {
        timer.writeEnd();
    }

    /// Puts a popped and consumed instance by for the next call. `false`: the timer may stand on it.
    boolean keep(ReturnInstance instance) {
        if (SeqCount.isOdd(timer.readBegin())) {
            return false;
        }
        instance.next().writeOnce(pool.get());
        pool.set(instance);
        return true;
    }

    /// One that was put by, or `null`.
    ReturnInstance reuse() {
        ReturnInstance kept = pool.get();
        if (kept != null) {
            pool.set(kept.next().readOnce());
        }
        return kept;
    }
}
