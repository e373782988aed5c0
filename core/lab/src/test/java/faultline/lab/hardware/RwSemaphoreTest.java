package faultline.lab.hardware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import faultline.kernel.memory.KernelBug;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;
import faultline.kernel.sync.RwSemaphore;
import faultline.kernel.sync.Sync;
import faultline.lab.World;
import faultline.lab.hardware.Crew.Thing;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(300)
@DisplayNameGeneration(ReplaceUnderscores.class)
class RwSemaphoreTest {
    private final World world = World.hardware(4, 0);
    private final Thing thing = new Thing(world.memory(), 1);
    private final Word one = world.memory().line(thing).word("one", 0);
    private final Word two = world.memory().line(thing).word("two", 0);
    private final Word stage = world.memory().line(thing).word("stage", 0);
    private final Queue<String> order = new ConcurrentLinkedQueue<>();
    private RwSemaphore lock = lock(0);

    @AfterEach void close() {
        world.close();
        assertEquals(List.of(), world.bugs());
        assertFalse(lock.isLocked());
    }

    @ParameterizedTest(name = "writers look {0} times before they sleep")
    @ValueSource(ints = {0, 200})
    void writers_are_alone_and_readers_are_not_disturbed(int spins) {
        lock = lock(spins);
        int rounds = 3_000;
        AtomicInteger writes = new AtomicInteger();

        Crew crew = new Crew(world);
        for (int cpu = 0; cpu < 4; cpu++) {
            crew.on(cpu, task -> {
                SplittableRandom random = new SplittableRandom(task.cpu());
                Crew.startTogether(task, stage, 4);
                for (int i = 0; i < rounds; i++) {
                    writes.addAndGet(turn(task, random.nextInt(8), random.nextInt(16) == 0));
                }
            });
        }
        crew.join();

        assertEquals(writes.get(), one.get());
        assertEquals(one.get(), two.get());
        world.run(0, task -> {
            assertTrue(lock.tryDownWrite(task), "somebody left a mark in the count");
            lock.upWrite(task);
        });
    }

    /// Returns how often it wrote. If it `dawdles`, others find it inside even where they share its
    /// processor.
    private int turn(Task task, int what, boolean dawdles) {
        switch (what) {
            case 0 -> {
                if (!lock.tryDownWrite(task)) {
                    return 0;
                }
                write(dawdles);
                lock.upWrite(task);
            }
            case 1 -> {
                lock.downWrite(task, true);
                write(dawdles);
                lock.downgradeWrite(task);
                read(dawdles);
                lock.upRead(task);
            }
            case 2 -> {
                lock.downWrite(task, false);
                write(dawdles);
                lock.upWrite(task);
            }
            case 3 -> {
                if (lock.tryDownRead(task)) {
                    read(dawdles);
                    lock.upRead(task);
                }
                return 0;
            }
            default -> {
                lock.downRead(task, true);
                read(dawdles);
                lock.upRead(task);
                return 0;
            }
        }
        return 1;
    }

    private void write(boolean dawdles) {
        one.set(one.get() + 1);
        if (dawdles) {
            Thread.yield();
        }
        two.set(two.get() + 1);
    }

    private void read(boolean dawdles) {
        long before = one.get();
        if (dawdles) {
            Thread.yield();
        }
        assertEquals(before, two.get());
    }

    @Test void no_wake_up_is_lost_whenever_the_writer_goes() {
        int rounds = 10_000;

        new Crew(world).on(0, writer -> {
            SplittableRandom random = new SplittableRandom(1);
            for (int i = 1; i <= rounds; i++) {
                lock.downWrite(writer, false);
                stage.writeOnce(i);
                two.awaitAcquire("A", writer, -1, i, false);   // the reader is about to queue
                for (int wait = random.nextInt(400); wait > 0; wait--) {
                    writer.poll();
                }
                lock.upWrite(writer);
                one.awaitAcquire("B", writer, -1, i, false);
            }
        }).on(1, reader -> {
            SplittableRandom random = new SplittableRandom(2);
            for (int i = 1; i <= rounds; i++) {
                stage.awaitAcquire("C", reader, -1, i, false);
                two.writeOnce(i);
                for (int wait = random.nextInt(200); wait > 0; wait--) {
                    reader.poll();
                }
                lock.downRead(reader, false);
                lock.upRead(reader);
                one.writeOnce(i);
            }
        }).join();
    }

    @Test void who_comes_after_a_queued_writer_queues_behind_it() {
        Crew crew = new Crew(world).on(0, reader -> {
            lock.downRead(reader, false);
            stage.writeOnce(1);
            stage.awaitAcquire("A", reader, -1, 2, false);
            lock.upRead(reader);
        });
        Watch.until(() -> stage.readOnce() == 1);
        crew.on(1, writer -> {
            lock.downWrite(writer, false);
            order.add("writer");
            lock.upWrite(writer);
        });
        Watch.untilAsleep(world, 1, "queueToWrite");
        crew.on(2, late -> {
            assertFalse(lock.tryDownRead(late));
            lock.downRead(late, false);
            order.add("late reader");
            lock.upRead(late);
        });
        Watch.untilAsleep(world, 2, "queueToRead");
        stage.writeOnce(2);
        crew.join();

        assertEquals(List.of("writer", "late reader"), List.copyOf(order));
    }

    @Test void writers_that_spin_and_one_that_sleeps_all_come_in() {
        lock = lock(10_000);
        int turns = 200;
        Crew crew = new Crew(world);
        for (int cpu = 0; cpu < 2; cpu++) {
            crew.on(cpu, greedy -> {
                for (long i = 0; stage.readOnce() == 0; i++) {
                    assertTrue(i < 100_000_000L, "the other writer never got its turns");
                    lock.downWrite(greedy, false);
                    lock.upWrite(greedy);
                }
            });
        }
        crew.on(2, sleeper -> {
            for (int i = 0; i < turns; i++) {
                lock.downWrite(sleeper, false);
                lock.upWrite(sleeper);
            }
            stage.writeOnce(1);
        }).join();
    }

    @Test void a_downgrade_lets_queued_readers_in_and_keeps_writers_out() {
        Crew crew = new Crew(world).on(0, holder -> {
            lock.downWrite(holder, false);
            stage.writeOnce(1);
            stage.awaitAcquire("A", holder, -1, 2, false);
            assertTrue(lock.isWriteLocked());
            lock.downgradeWrite(holder);
            assertFalse(lock.isWriteLocked());
            stage.awaitAcquire("B", holder, -1, 3, false);   // set by the reader, beside us
            assertFalse(lock.tryDownWrite(holder));
            order.add("holder");
            lock.upRead(holder);
        });
        Watch.until(() -> stage.readOnce() == 1);
        crew.on(1, reader -> {
            lock.downRead(reader, false);
            order.add("reader");
            stage.writeOnce(3);
            lock.upRead(reader);
        });
        Watch.untilAsleep(world, 1, "queueToRead");
        crew.on(2, writer -> {
            lock.downWrite(writer, false);
            order.add("writer");
            lock.upWrite(writer);
        });
        Watch.untilAsleep(world, 2, "queueToWrite");
        stage.writeOnce(2);
        crew.join();

        assertEquals(List.of("reader", "holder", "writer"), List.copyOf(order));
    }

    @Test void a_killed_writer_leaves_and_lets_in_the_readers_it_held_up() {
        Crew crew = new Crew(world).on(0, reader -> {
            lock.downRead(reader, false);
            stage.writeOnce(1);
            stage.awaitAcquire("A", reader, -1, 2, false);   // set by the second reader, beside us
            lock.upRead(reader);
        });
        Watch.until(() -> stage.readOnce() == 1);
        crew.on(1, victim -> assertFalse(lock.downWrite(victim, true)));
        Watch.untilAsleep(world, 1, "queueToWrite");
        crew.on(2, behind -> {
            lock.downRead(behind, false);
            stage.writeOnce(2);
            lock.upRead(behind);
        });
        Watch.untilAsleep(world, 2, "queueToRead");
        world.task(1).kill();
        crew.join();
    }

    @Test void a_killed_writer_takes_the_hand_off_it_asked_for_with_it() {
        Crew crew = new Crew(world).on(0, reader -> {
            lock.downRead(reader, false);
            stage.writeOnce(1);
            stage.awaitAcquire("A", reader, -1, 3, false);
            lock.upRead(reader);
        });
        Watch.until(() -> stage.readOnce() == 1);
        crew.on(1, victim -> {
            assertFalse(lock.downWrite(victim, true));   // woken by the signal, it insists before it leaves
            stage.writeOnce(2);
        });
        Watch.untilAsleep(world, 1, "queueToWrite");
        world.task(1).kill();
        Watch.until(() -> stage.readOnce() == 2);
        crew.on(2, other -> {
            boolean free = lock.tryDownRead(other);
            if (free) {
                lock.upRead(other);
            }
            stage.writeOnce(3);
            assertTrue(free);
        });
        crew.join();
    }

    @Test void a_killed_reader_lets_nobody_in_while_a_writer_is_inside() {
        Crew crew = new Crew(world).on(0, writer -> {
            lock.downWrite(writer, false);
            stage.writeOnce(1);
            stage.awaitAcquire("A", writer, -1, 2, false);
            for (int i = 0; i < 1_000; i++) {
                Thread.yield();   // time enough to come in too early
            }
            order.add("writer");
            lock.upWrite(writer);
        });
        Watch.until(() -> stage.readOnce() == 1);
        crew.on(1, victim -> {
            assertFalse(lock.downRead(victim, true));
            stage.writeOnce(2);
        });
        Watch.untilAsleep(world, 1, "queueToRead");
        crew.on(2, behind -> {
            lock.downRead(behind, false);
            order.add("reader");
            lock.upRead(behind);
        });
        Watch.untilAsleep(world, 2, "queueToRead");
        world.task(1).kill();
        crew.join();

        assertEquals(List.of("writer", "reader"), List.copyOf(order));
    }

    @Test void a_killed_reader_leaves_no_trace() {
        Crew crew = new Crew(world).on(0, writer -> {
            lock.downWrite(writer, false);
            stage.writeOnce(1);
            stage.awaitAcquire("A", writer, -1, 2, false);
            lock.upWrite(writer);
            assertTrue(lock.tryDownWrite(writer));
            lock.upWrite(writer);
        });
        Watch.until(() -> stage.readOnce() == 1);
        crew.on(1, victim -> {
            assertFalse(lock.downRead(victim, true));
            stage.writeOnce(2);
        });
        Watch.untilAsleep(world, 1, "queueToRead");
        world.task(1).kill();
        crew.join();
    }

    @Test void tasks_that_are_to_die_come_and_go_beside_others() {
        world.task(0).kill();
        world.task(1).kill();
        AtomicInteger writes = new AtomicInteger();

        Crew crew = new Crew(world);
        for (int cpu = 0; cpu < 4; cpu++) {
            crew.on(cpu, task -> {
                Crew.startTogether(task, stage, 4);
                for (int i = 0; i < 3_000; i++) {
                    boolean dawdles = i % 16 == task.cpu();
                    if ((i + task.cpu()) % 2 == 0) {
                        if (lock.downRead(task, true)) {
                            read(dawdles);
                            lock.upRead(task);
                        }
                    } else if (lock.downWrite(task, true)) {
                        write(dawdles);
                        writes.incrementAndGet();
                        lock.upWrite(task);
                    }
                }
            });
        }
        crew.join();

        assertEquals(writes.get(), one.get());
        assertEquals(one.get(), two.get());
    }

    @Test void ending_what_was_not_begun_is_a_bug() {
        try (World own = World.hardware(1, 0)) {
            RwSemaphore free = Sync.coded(own.memory(), own.cpus(), 0)
                    .rwSemaphore(own.memory().line(new Thing(own.memory(), 1)), "lock", "lock");

            own.run(0, task -> {
                assertThrows(KernelBug.class, () -> free.upWrite(task));
                free.downWriteNested(task);
                free.upWrite(task);
                assertThrows(KernelBug.class, () -> free.upRead(task));
            });

            assertEquals(List.of(
                    "task#1 ends a write on thing.lock.count, which it does not hold for writing",
                    "task#1 calls upRead on thing.lock.count, which nobody reads"), own.bugs());
        }
    }

    private RwSemaphore lock(int spins) {
        return Sync.coded(world.memory(), world.cpus(), spins)
                .rwSemaphore(world.memory().line(thing), "lock", "lock");
    }
}
