package faultline.lab.hardware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import faultline.kernel.memory.KernelBug;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;
import faultline.lab.World;
import faultline.lab.hardware.Crew.Thing;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
@DisplayNameGeneration(ReplaceUnderscores.class)
class HardwareRcuTest {
    private static final long ALL_BITS = -1;

    private final World world = world();
    private final Memory memory = world.memory();
    private final Thing thing = new Thing(memory, 1);
    private final Word step = memory.line(thing).word("step", 0);

    World world() {
        return World.hardware(3, 0);
    }

    @AfterEach void close() {
        world.close();
    }

    @Test void a_grace_period_waits_for_the_reader_that_was_there() {
        AtomicBoolean over = new AtomicBoolean();
        AtomicBoolean overInside = new AtomicBoolean();

        new Crew(world).on(0, reader -> {
            memory.rcuReadLock(reader);
            step.storeRelease("A", 1);
            for (int i = 0; i < 2_000; i++) {
                reader.poll();      // inside RCU this is no quiescent state
                Thread.yield();
            }
            overInside.set(over.get());
            memory.rcuReadUnlock(reader);
            pollUntil(reader, over);
        }).on(1, writer -> {
            step.awaitAcquire("B", writer, ALL_BITS, 1, false);
            memory.synchronizeRcu(writer);
            over.set(true);
        }).join();

        assertFalse(overInside.get());
    }

    @Test void an_object_that_cannot_be_reclaimed_does_not_take_the_others_with_it() {
        AtomicInteger reclaimed = new AtomicInteger();
        Thing broken = new Thing(memory, 2);
        Memory.Reclaim reclaim = (worker, object) -> {
            if (object == broken) {
                throw memory.bug("broken");
            }
            reclaimed.incrementAndGet();
        };
        Memory.GracePeriod never = worker -> {
            throw memory.bug("never over");
        };

        world.run(0, task -> {
            memory.defer(task, memory.rcu(), reclaim, broken);
            memory.defer(task, never, reclaim, new Thing(memory, 3));
            memory.defer(task, memory.rcu(), reclaim, thing);
            memory.defer(task, memory.rcu(), reclaim, new Thing(memory, 4));
        });
        world.drain();

        assertEquals(2, reclaimed.get());
        assertEquals(Set.of("broken", "never over"), Set.copyOf(world.bugs()));
    }

    @Test void a_grace_period_does_not_wait_for_readers_that_came_later() {
        AtomicBoolean over = new AtomicBoolean();

        new Crew(world).on(0, reader -> {
            step.writeOnce(1);
            while (!over.get()) {
                reader.poll();
                memory.rcuReadLock(reader);     // always in one, but never in the same for long
                memory.rcuReadUnlock(reader);
            }
        }).on(1, writer -> {
            step.awaitAcquire("B", writer, ALL_BITS, 1, false);
            memory.synchronizeRcu(writer);
            over.set(true);
        }).join();
    }

    @Test void tasks_outside_and_asleep_hold_nobody_up() {
        new Crew(world).on(0, sleeper -> {
            sleeper.prepareToSleep("A", false);
            step.storeRelease("B", 1);
            sleeper.sleep();
        }).on(1, writer -> {                    // cpu 2 was never entered
            step.awaitAcquire("C", writer, ALL_BITS, 1, false);
            memory.synchronizeRcu(writer);
            world.task(0).wake("D");
        }).join();
    }

    @Test void two_writers_wait_at_once() {
        Crew crew = new Crew(world);
        for (int cpu = 0; cpu < 3; cpu++) {
            crew.on(cpu, task -> {
                for (int i = 0; i < 500; i++) {
                    memory.synchronizeRcu(task);
                }
            });
        }
        crew.join();
    }

    @Test void what_a_reader_found_is_not_reclaimed_under_it() {
        int rounds = 3_000;
        Word alive = memory.line(thing).word("alive", 1);
        Word current = memory.line(thing).word("current", 0);
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger wrong = new AtomicInteger();

        new Crew(world).on(0, reader -> {
            while (!over.get()) {
                memory.rcuReadLock(reader);
                if (current.loadAcquire("B") == 1 && alive.readOnce() != 1) {
                    wrong.incrementAndGet();
                }
                memory.rcuReadUnlock(reader);
                reader.poll();
            }
        }).on(1, writer -> {
            for (int i = 0; i < rounds; i++) {
                alive.writeOnce(1);
                current.storeRelease("A", 1);
                writer.poll();
                current.writeOnce(0);
                memory.synchronizeRcu(writer);
                alive.writeOnce(0);
            }
            over.set(true);
        }).join();

        assertEquals(0, wrong.get());
    }

    @Test void sleeping_and_waiting_for_readers_inside_rcu_are_bugs() {
        world.run(0, task -> {
            memory.rcuReadLock(task);
            assertThrows(KernelBug.class, task::sleep);
            assertThrows(KernelBug.class, () -> memory.synchronizeRcu(task));
            assertThrows(KernelBug.class, () -> task.waitForDevice(1));
            memory.rcuReadUnlock(task);
        });

        assertEquals("task#1 sleeps inside RCU", world.bugs().getFirst());
    }

    @Test void a_grace_period_lasts_the_minimum() {
        try (World slow = World.hardware(1, 3_000_000)) {
            slow.run(0, task -> {
                long began = System.nanoTime();
                slow.memory().synchronizeRcu(task);
                assertTrue(System.nanoTime() - began >= 3_000_000);
            });
        }
    }

    @Test void one_wait_serves_all_that_was_deferred_before_it() {
        AtomicInteger waits = new AtomicInteger();
        AtomicInteger reclaimed = new AtomicInteger();
        Memory.GracePeriod counted = task -> {
            waits.incrementAndGet();
            memory.synchronizeRcu(task);
        };

        world.run(0, task -> {
            memory.rcuReadLock(task);
            for (int i = 0; i < 1_000; i++) {
                memory.defer(task, counted, (worker, object) -> reclaimed.incrementAndGet(), thing);
            }
            assertEquals(0, reclaimed.get());
            memory.rcuReadUnlock(task);
            world.drain();
        });

        assertEquals(1_000, reclaimed.get());
        assertTrue(waits.get() <= 3, waits + " waits");
    }

    private static void pollUntil(Task task, AtomicBoolean condition) {
        while (!condition.get()) {
            task.poll();
            Thread.yield();
        }
    }
}
