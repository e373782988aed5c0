package faultline.lab.hardware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import faultline.kernel.memory.KernelBug;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;
import faultline.kernel.memory.Words;
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
import org.junit.jupiter.params.provider.EnumSource;

/// What SRCU, its lite form and RCU Tasks Trace promise alike, and what one of them promises alone.
@Timeout(20)
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
        Flavour flavour = flavour(kind);
        int rounds = 200;
        Words slots = memory.words(thing, "slots", 16);
        Word current = memory.line(thing).word("current", 0);

        Crew crew = new Crew(world);
        for (int cpu = 0; cpu < 2; cpu++) {
            crew.on(cpu, reader -> {
                while (stage.readOnce() < 2) {
                    int token = flavour.enter(reader);
                    int seen = (int) current.loadAcquire("A");
                    for (int i = 0; i < 50; i++) {
                        assertTrue(slots.readOnce(8 * seen) != FREED, "freed under a reader");
                    }
                    flavour.leave(reader, token);
                    reader.poll();
                    Thread.yield();   // an updater may need its processor
                }
            });
        }
        Word mine = memory.line(thing).word("updating", 0);
        for (int cpu = 2; cpu < 4; cpu++) {
            crew.on(cpu, updater -> {
                for (int i = 0; i < rounds; i++) {
                    if (mine.cmpxchgAcquire("B", 0, 1) != 0) {
                        flavour.synchronize(updater);   // beside the other's
                        continue;
                    }
                    int old = (int) current.readOnce();
                    slots.writeOnce(8 * (1 - old), i);
                    current.storeRelease("C", 1 - old);
                    flavour.synchronize(updater);
                    slots.writeOnce(8 * old, FREED);
                    mine.storeRelease("D", 0);
                }
                stage.fetchAddRelaxed(1);
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
