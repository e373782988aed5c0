package faultline.lab.hardware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import faultline.kernel.memory.KernelBug;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;
import faultline.kernel.sync.Srcu;
import faultline.kernel.sync.Sync;
import faultline.kernel.sync.TasksTrace;
import faultline.lab.World;
import faultline.lab.hardware.Crew.Thing;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What SRCU, its lite form and RCU Tasks Trace promise alike, and what one of them promises alone.
@Timeout(300)
@DisplayNameGeneration(ReplaceUnderscores.class)
class GracePeriodTest {
    private static final int FREED = -1;

    private final World world = World.hardware(4, 0);
    private final Memory memory = world.memory();
    private final Thing thing = new Thing(memory, 1);
    private final Sync sync = Sync.coded(memory, world.cpus(), 0);
    private final Word stage = memory.line(thing).word("stage", 0);

    enum Kind { SRCU, SRCU_LITE, TASKS_TRACE }

    @AfterEach void close() {
        world.close();
        assertEquals(List.of(), world.bugs());
    }

    @ParameterizedTest @EnumSource
    void it_waits_for_the_reader_inside_and_not_for_a_later_one(Kind kind) {
        Flavour flavour = flavour(kind);
        Crew crew = new Crew(world).on(0, early -> {
            int token = flavour.enter(early);
            stage.writeOnce(1);
            stage.awaitAcquire("A", early, 0xf, 3, false);
            stage.fetchOrRelaxed(0x10);
            flavour.leave(early, token);
        });
        Watch.until(() -> stage.readOnce() == 1);
        crew.on(1, updater -> {
            flavour.synchronize(updater);
            assertEquals(0x13, stage.readOnce());
            stage.fetchOrRelaxed(0x20);
        });
        Watch.untilAsleep(world, 1, "synchronize");
        crew.on(2, later -> {
            int token = flavour.enter(later);
            stage.writeOnce(2);
            stage.awaitAcquire("B", later, 0x20, 0x20, false);
            flavour.leave(later, token);
        });
        Watch.until(() -> (stage.readOnce() & 0xf) == 2);
        stage.writeOnce(3);
        crew.join();
    }

    @ParameterizedTest @EnumSource
    void nobody_ever_sees_what_was_freed(Kind kind) {
        freeUnderReaders(kind, world, 200);
    }

    @ParameterizedTest(name = "{0} with seed {1}")
    @CsvSource({"SRCU, 1", "SRCU, 2", "SRCU_LITE, 1", "SRCU_LITE, 2", "TASKS_TRACE, 1", "TASKS_TRACE, 2"})
    void nor_where_every_access_may_be_followed_by_a_pause(Kind kind, long seed) {
        try (World torture = World.torture(4, seed)) {
            freeUnderReaders(kind, torture, 1_000);

            assertEquals(List.of(), torture.bugs());
        }
    }

    /// One task replaces a slot by the other and frees it after a grace period; another waits for grace
    /// periods beside it; two read.
    private static void freeUnderReaders(Kind kind, World in, int rounds) {
        Flavour flavour = flavour(kind, in);
        Thing owner = new Thing(in.memory(), 3);
        Word current = in.memory().line(owner).word("current", 0);
        Word arrived = in.memory().line(owner).word("arrived", 0);
        Word done = in.memory().line(owner).word("done", 0);
        Word first = in.memory().line(owner).word("first", 0);
        Word second = in.memory().line(owner).word("second", FREED);
        Word[] slots = {first, second};

        Crew crew = new Crew(in).on(0, updater -> {
            Crew.startTogether(updater, arrived, 4);
            for (int i = 0; i < rounds; i++) {
                int old = (int) current.readOnce();
                slots[1 - old].writeOnce(i);
                current.storeRelease("A", 1 - old);
                flavour.synchronize(updater);
                slots[old].writeOnce(FREED);
            }
            done.writeOnce(1);
        }).on(1, beside -> {
            Crew.startTogether(beside, arrived, 4);
            while (done.readOnce() == 0) {
                flavour.synchronize(beside);
                beside.poll();
                Thread.yield();
            }
        });
        for (int cpu = 2; cpu < 4; cpu++) {
            crew.on(cpu, reader -> {
                Crew.startTogether(reader, arrived, 4);
                while (done.readOnce() == 0) {
                    int token = flavour.enter(reader);
                    Word slot = slots[(int) current.loadAcquire("B")];
                    for (int i = 0; i < 20; i++) {
                        assertTrue(slot.readOnce() != FREED, "freed under a reader");
                    }
                    flavour.leave(reader, token);
                    reader.poll();
                    Thread.yield();   // an updater may need its processor
                }
            });
        }
        crew.join();
    }

    @ParameterizedTest @EnumSource
    void waiting_inside_a_read_of_rcu_is_a_bug(Kind kind) {
        try (World own = World.hardware(1, 0)) {
            Flavour flavour = flavour(kind, own);

            own.run(0, task -> {
                own.memory().rcuReadLock(task);
                assertThrows(KernelBug.class, () -> flavour.synchronize(task));
                own.memory().rcuReadUnlock(task);
                flavour.synchronize(task);
            });

            assertEquals(1, own.bugs().size());
        }
    }

    @Test void another_task_may_end_an_srcu_read() {
        Srcu srcu = sync.srcu(thing, "srcu", world.cpus(), false);

        new Crew(world).on(0, reader -> {
            stage.writeOnce(1 + srcu.readLock(reader));
        }).join();
        new Crew(world).on(1, task -> {
            srcu.readUnlock(task, (int) stage.readOnce() - 1);
            srcu.synchronize(task);
        }).join();
    }

    @Test void tasks_trace_reads_nest_and_may_sleep() {
        TasksTrace trace = sync.tasksTrace(thing, world.cpus());
        Crew crew = new Crew(world).on(0, reader -> {
            trace.readLock(reader);
            trace.readLock(reader);
            trace.readUnlock(reader);
            while (stage.readOnce() == 0) {
                reader.prepareToSleep("A", false);
                reader.sleep();
            }
            stage.writeOnce(2);
            trace.readUnlock(reader);
        });
        Watch.untilAsleep(world, 0, "sleep");
        crew.on(1, updater -> {
            trace.synchronize(updater);
            assertEquals(2, stage.readOnce());
        });
        Watch.untilAsleep(world, 1, "synchronize");
        stage.writeOnce(1);
        world.task(0).wake("B");
        crew.join();
    }

    private Flavour flavour(Kind kind) {
        return flavour(kind, world);
    }

    private static Flavour flavour(Kind kind, World in) {
        Thing owner = new Thing(in.memory(), 2);
        Sync sync = Sync.coded(in.memory(), in.cpus(), 0);
        return switch (kind) {
            case SRCU -> new Flavour(sync.srcu(owner, "srcu", in.cpus(), false), null);
            case SRCU_LITE -> new Flavour(sync.srcu(owner, "srcu", in.cpus(), true), null);
            case TASKS_TRACE -> new Flavour(null, sync.tasksTrace(owner, in.cpus()));
        };
    }

    /// One of the two is `null`.
    private record Flavour(Srcu srcu, TasksTrace trace) {
        int enter(Task task) {
            if (srcu != null) {
                return srcu.readLock(task);
            }
            trace.readLock(task);
            return 0;
        }

        void leave(Task task, int token) {
            if (srcu != null) {
                srcu.readUnlock(task, token);
            } else {
                trace.readUnlock(task);
            }
        }

        void synchronize(Task task) {
            if (srcu != null) {
                srcu.synchronize(task);
            } else {
                trace.synchronize(task);
            }
        }
    }
}
