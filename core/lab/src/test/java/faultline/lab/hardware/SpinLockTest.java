package faultline.lab.hardware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import faultline.kernel.memory.KernelBug;
import faultline.kernel.memory.Word;
import faultline.kernel.sync.SpinLock;
import faultline.kernel.sync.Sync;
import faultline.lab.World;
import faultline.lab.hardware.Crew.Thing;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
@DisplayNameGeneration(ReplaceUnderscores.class)
class SpinLockTest {
    private final World world = World.hardware(4, 0);
    private final Thing thing = new Thing(world.memory(), 1);
    private final Sync sync = Sync.coded(world.memory(), world.cpus(), 100);
    private final SpinLock lock = sync.spinLock(world.memory().line(thing), "lock", "lock");
    private final SpinLock other = sync.spinLock(world.memory().line(thing), "other", "lock");
    private final Word count = world.memory().line(thing).word("count", 0);
    private final Word otherCount = world.memory().line(thing).word("other_count", 0);
    private final Word arrived = world.memory().line(thing).word("arrived", 0);

    @AfterEach void close() {
        world.close();
        assertEquals(List.of(), world.bugs());
    }

    @Test void one_holder_at_a_time() {
        int rounds = 800;

        Crew crew = new Crew(world);
        for (int cpu = 0; cpu < 4; cpu++) {
            crew.on(cpu, task -> {
                Crew.startTogether(task, arrived, 4);
                for (int i = 0; i < rounds; i++) {
                    lock.lock(task);
                    long seen = count.get();
                    if (i % 32 == 0) {
                        Thread.yield();    // whom the lock lets in now will be overwritten
                    }
                    count.set(seen + 1);
                    lock.unlock(task);
                }
            });
        }
        crew.join();

        assertEquals(4 * rounds, count.get());
        assertFalse(lock.isLocked());
    }

    @Test void one_place_a_cpu_in_the_queues_is_enough_for_many_locks_at_once() {
        int rounds = 4_000;

        Crew crew = new Crew(world);
        for (int cpu = 0; cpu < 4; cpu++) {
            crew.on(cpu, task -> {
                Crew.startTogether(task, arrived, 4);
                for (int i = 0; i < rounds; i++) {
                    if (i % 8 == 0) {
                        while (!lock.tryLock(task)) {
                            task.poll();
                        }
                    } else {
                        lock.lock(task);
                    }
                    count.set(count.get() + 1);
                    other.lockNested(task);
                    otherCount.set(otherCount.get() + 1);
                    lock.unlock(task);
                    other.unlock(task);
                    other.lock(task);
                    otherCount.set(otherCount.get() + 1);
                    other.unlock(task);
                }
            });
        }
        crew.join();

        assertEquals(4 * rounds, count.get());
        assertEquals(8 * rounds, otherCount.get());
    }

    @Test void first_come_first_served() {
        List<Integer> order = new ArrayList<>();
        AtomicBoolean letGo = new AtomicBoolean();

        Crew crew = new Crew(world).on(0, task -> {
            lock.lock(task);
            count.writeOnce(1);
            while (!letGo.get()) {
                task.poll();
            }
            lock.unlock(task);
        });
        Watch.until(() -> count.readOnce() == 1);
        for (int cpu : new int[] {3, 1, 2}) {
            crew.on(cpu, task -> {
                lock.lock(task);
                order.add(task.cpu());
                lock.unlock(task);
            });
            Watch.untilSpinning(world, cpu, "queue");
        }
        assertTrue(lock.isLocked());
        letGo.set(true);
        crew.join();

        assertEquals(List.of(3, 1, 2), order);
    }

    @Test void a_newcomer_does_not_pass_the_queue() {
        int rounds = 100;

        new Crew(world).on(0, holder -> {
            for (int i = 1; i <= rounds; i++) {
                lock.lock(holder);
                count.writeOnce(i);
                Watch.untilSpinning(world, 1, "queue");
                lock.unlock(holder);
                assertFalse(lock.tryLock(holder));
                otherCount.writeOnce(i);
                count.awaitRelaxed(holder, -1, -i, false);
            }
        }).on(1, queues -> {
            for (int i = 1; i <= rounds; i++) {
                count.awaitRelaxed(queues, -1, i, false);
                lock.lock(queues);
                otherCount.awaitRelaxed(queues, -1, i, false);   // until the other has tried
                lock.unlock(queues);
                count.writeOnce(-i);
            }
        }).join();
    }

    @Test void letting_go_of_what_nobody_holds_is_a_bug() {
        try (World own = World.hardware(1, 0)) {
            SpinLock free = Sync.coded(own.memory(), own.cpus(), 0)
                    .spinLock(own.memory().line(new Thing(own.memory(), 1)), "lock", "lock");

            own.run(0, task -> assertThrows(KernelBug.class, () -> free.unlock(task)));

            assertEquals(List.of("task#1 unlocks thing.lock.locked, which nobody holds"), own.bugs());
        }
    }
}
