package faultline.lab.hardware;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;
import faultline.lab.World;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/// Threads that each run one task of a world. What one of them throws, [#join] throws.
final class Crew {
    private final World world;
    private final List<Thread> threads = new ArrayList<>();
    private final ConcurrentLinkedQueue<Throwable> thrown = new ConcurrentLinkedQueue<>();

    Crew(World world) {
        this.world = world;
    }

    Crew on(int cpu, Consumer<Task> body) {
        threads.add(Thread.ofPlatform().daemon().start(() -> {
            try {
                world.run(cpu, body);
            } catch (Throwable t) {
                thrown.add(t);
            }
        }));
        return this;
    }

    /// A word on which `tasks` tasks of a test meet before they begin, or few would be there together.
    static void startTogether(Task task, Word arrived, int tasks) {
        arrived.fetchAddRelaxed(1);
        while (arrived.readOnce() < tasks) {
            task.poll();
            Thread.yield();
        }
    }

    void join() {
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new AssertionError("a thread of the world did not end in time", e);
            }
        }
        if (!thrown.isEmpty()) {
            throw new AssertionError(thrown.size() + " threads failed", thrown.peek());
        }
    }

    /// An object of no particular kind.
    static final class Thing extends KernelObject {
        Thing(Memory memory, int number) {
            super(memory, "thing", number);
        }

        void poisonBy(Task task) {
            poison(task);
        }
    }
}
