package faultline.lab.machine;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import java.util.ArrayList;
import java.util.List;

/// What `call_rcu` and `call_srcu` put off, done by a task of the machine on a CPU of its own: it takes all
/// there is, waits once for each kind of grace period in it, and reclaims.
final class Deferred {
    private final Machine machine;
    private final MachineTask worker;
    private List<Call> waiting = new ArrayList<>();

    Deferred(Machine machine, MachineTask worker) {
        this.machine = machine;
        this.worker = worker;
    }

    void add(Memory.GracePeriod gracePeriod, Memory.Reclaim reclaim, KernelObject object) {
        waiting.add(new Call(gracePeriod, reclaim, object));
        machine.wakeWorker(worker);
    }

    /// The worker's whole life.
    void work(Task task) {
        while (true) {
            worker.answer(true);
            while (waiting.isEmpty()) {
                machine.idle(worker);
                worker.answer(true);
            }
            List<Call> batch = waiting;
            waiting = new ArrayList<>();
            while (!batch.isEmpty()) {
                batch = reclaim(task, batch);
            }
        }
    }

    /// Those that wait for the same grace period as the first; returns the rest.
    private static List<Call> reclaim(Task task, List<Call> batch) {
        Memory.GracePeriod awaited = batch.getFirst().gracePeriod;
        awaited.synchronize(task);
        List<Call> rest = new ArrayList<>();
        for (Call call : batch) {
            if (call.gracePeriod == awaited) {
                call.reclaim.reclaim(task, call.object);
                task.poll();
            } else {
                rest.add(call);
            }
        }
        return rest;
    }

    private record Call(Memory.GracePeriod gracePeriod, Memory.Reclaim reclaim, KernelObject object) {
    }
}
