package faultline.lab.explorer;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Memory;
import java.util.ArrayDeque;

/// What the worker does once readers are gone. One wait serves all that asked for it before.
final class Deferred {
    private final Location queue;
    private final ArrayDeque<Item> items = new ArrayDeque<>();

    private record Item(Memory.GracePeriod gracePeriod, Memory.Reclaim reclaim, KernelObject object, View view) {
    }

    Deferred(Location queue) {
        this.queue = queue;
    }

    void begin(ExplorerTask worker) {
        items.clear();
        worker.wanted.work(queue);
    }

    void add(Execution execution, ExplorerTask me, Memory.GracePeriod gracePeriod, Memory.Reclaim reclaim,
             KernelObject object) {
        if (execution.current == null) {
            reclaim.reclaim(me, object);   // nobody reads yet
            return;
        }
        execution.modify(queue, null, null, false, true, Rmw.EXCHANGE, 1, 0, 0);
        items.add(new Item(gracePeriod, reclaim, object, me.seen.copy()));
    }

    /// The worker's life: it never ends, and is not waited for.
    void work(Execution execution, ExplorerTask worker) {
        boolean chosen = true;   // it is resumed first when there is work
        while (true) {
            if (!chosen) {
                worker.wanted.work(queue);
                execution.turn(worker);
            }
            chosen = false;
            execution.inOneStep(() -> execution.modify(queue, null, null, true, false, Rmw.EXCHANGE, 0, 0, 0));
            ArrayDeque<Item> batch = new ArrayDeque<>(items);
            items.clear();
            while (!batch.isEmpty()) {
                Memory.GracePeriod awaited = batch.peek().gracePeriod();
                batch.forEach(item -> worker.knows(item.view()));
                awaited.synchronize(worker);
                for (int i = batch.size(); i > 0; i--) {
                    Item item = batch.poll();
                    if (item.gracePeriod() == awaited) {
                        item.reclaim().reclaim(worker, item.object());
                    } else {
                        batch.add(item);
                    }
                }
            }
        }
    }
}
