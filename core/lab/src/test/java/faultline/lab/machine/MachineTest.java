package faultline.lab.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Line;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Word;
import faultline.kernel.memory.Words;
import faultline.lab.LineBill;
import faultline.lab.MachineProfile;
import faultline.lab.Stuck;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MachineTest {
    private static final MachineProfile XEON = MachineProfile.named("xeon-6138-2s");
    private static final long MICRO = 1_000_000;
    private static final long SEED = 41;

    @Test
    void an_update_costs_an_atomic_at_home_and_a_transfer_away() {
        Machine machine = machine(22);
        Word word = word(machine, "x");
        long[] took = new long[22];
        for (int cpu : new int[] {0, 1, 20}) {
            machine.start(cpu, cpu * MICRO, task -> {
                word.fetchAddRelaxed(1);
                long before = machine.task(task.cpu()).time();
                word.fetchAddRelaxed(1);
                took[task.cpu()] = machine.task(task.cpu()).time() - before;
            });
        }
        machine.run();

        assertEquals(machine.task(0).atomic, took[0]);
        assertEquals(6, word.readOnce());
        LineBill bill = only(machine);
        assertEquals("thing.x", bill.name());
        assertEquals(3, bill.transfers());
        double expected = XEON.price("memory") + XEON.price("socket") + XEON.price("cross");
        assertEquals(expected, bill.transferNanos(), 0.01);
        assertEquals(1, bill.share());
    }

    @Test
    void a_contended_line_serves_one_after_the_other() {
        Machine machine = machine(4);
        Word word = word(machine, "x");
        for (int cpu = 0; cpu < 4; cpu++) {
            machine.start(cpu, cpu == 0 ? 0 : MICRO, _ -> word.fetchAddRelaxed(1));
        }
        machine.run();

        double transfer = XEON.price("socket");
        assertEquals((0 + 1 + 2) * transfer, only(machine).queueNanos(), 0.01);
        assertEquals(MICRO + Math.round(3 * transfer * 1000), machine.task(3).time());
    }

    @Test
    void the_bill_says_what_writers_lost_of_it() {
        Machine machine = machine(3);
        Word word = word(machine, "x");
        machine.writersFrom(2);
        machine.start(0, 0, _ -> word.fetchAddRelaxed(1));
        for (int cpu = 1; cpu < 3; cpu++) {
            machine.start(cpu, MICRO, _ -> word.fetchAddRelaxed(1));
        }
        machine.run();

        double transfer = XEON.price("socket");
        double writer = 2 * transfer;   // its own, and the one before it
        assertEquals(writer / (XEON.price("memory") + writer + transfer), only(machine).writersShare(), 1e-3);
    }

    @Test
    void a_store_waits_in_the_buffer_and_a_fence_for_the_store() {
        Machine machine = machine(2);
        Word word = word(machine, "x");
        machine.start(0, 0, _ -> word.writeOnce(1));
        long[] at = new long[3];
        machine.start(1, MICRO, task -> {
            at[0] = machine.task(1).time();
            word.writeOnce(2);
            at[1] = machine.task(1).time();
            task.memory().mb("A");
            at[2] = machine.task(1).time();
        });
        machine.run();

        assertEquals(machine.task(1).store, at[1] - at[0]);
        assertTrue(at[2] - at[1] > XEON.price("socket") * 1000);
    }

    @Test
    void who_spins_looks_again_when_the_line_is_written() {
        Machine machine = machine(2);
        Word word = word(machine, "x");
        machine.start(0, 0, task -> assertTrue(word.awaitAcquire("A", task, 1, 1, false)));
        machine.start(1, 5 * MICRO, _ -> word.storeRelease("A", 1));
        machine.run();

        assertTrue(machine.task(0).time() > 5 * MICRO);
        assertTrue(only(machine).waitNanos() > 4_000);
    }

    @Test
    void readers_of_what_nobody_writes_transfer_it_once_each() {
        Machine machine = machine(8);
        Word word = word(machine, "x");
        for (int cpu = 0; cpu < 8; cpu++) {
            machine.start(cpu, 0, _ -> {
                for (int i = 0; i < 1000; i++) {
                    word.readOnce();
                }
            });
        }
        machine.run();

        assertEquals(8, only(machine).transfers());
    }

    @Test
    void what_was_set_up_is_in_no_cache() {
        Machine machine = machine(2);
        Word word = word(machine, "x");
        machine.start(0, 0, _ -> word.readOnce());
        machine.run();
        machine.forget();
        for (int cpu = 0; cpu < 2; cpu++) {
            machine.start(cpu, MICRO, _ -> {
                for (int i = 0; i < 1000; i++) {
                    word.readOnce();
                }
            });
        }
        machine.run();

        assertEquals(2, only(machine).transfers());
    }

    @Test
    void shared_lines_are_accessed_in_the_order_of_virtual_time() {
        Machine machine = machine(8);
        Word word = word(machine, "x");
        List<Long> times = new ArrayList<>();
        for (int cpu = 0; cpu < 8; cpu++) {
            machine.start(cpu, 0, task -> {
                for (int i = 0; i < 100; i++) {
                    task.work("trap");
                    machine.touch(machine.task(task.cpu()));
                    times.add(machine.task(task.cpu()).time());
                    word.fetchAddRelaxed(1);
                }
            });
        }
        machine.run();

        assertEquals(times.stream().sorted().toList(), times);
        assertEquals(800, word.readOnce());
    }

    @Test
    void an_interrupt_reaches_who_runs_who_spins_and_who_is_idle() {
        Machine machine = machine(4);
        Word word = word(machine, "x");
        Words cpus = machine.memory().words(new Thing(machine.memory()), "cpus", 1);
        cpus.set(0, 0b1111);
        List<Integer> handled = new ArrayList<>();
        machine.start(0, MICRO, task -> {
            task.memory().interrupt(task, cpus, target -> handled.add(target.cpu()));
            word.writeOnce(1);
        });
        machine.start(1, 0, task -> word.awaitAcquire("A", task, 1, 1, false));
        machine.start(2, 0, task -> {
            while (word.readOnce() == 0) {
                task.poll();
            }
        });
        machine.run();

        assertEquals(List.of(1, 2, 3), handled.stream().sorted().toList());
    }

    @Test
    void a_grace_period_outlasts_the_readers_that_are_inside() {
        Machine machine = machine(2);
        Memory memory = machine.memory();
        long[] ended = new long[2];
        machine.start(0, 0, task -> {
            memory.rcuReadLock(task);
            while (machine.task(0).time() < 500 * MICRO) {
                task.work("trap");
                machine.touch(machine.task(0));
            }
            memory.rcuReadUnlock(task);
            ended[0] = machine.task(0).time();
        });
        machine.start(1, MICRO, task -> {
            memory.synchronizeRcu(task);
            ended[1] = machine.task(1).time();
        });
        machine.run();

        assertTrue(ended[1] >= ended[0], () -> ended[1] + " < " + ended[0]);
    }

    @Test
    void a_deadlock_says_who_waits_for_what() {
        Machine machine = machine(2);
        Word word = word(machine, "x");
        machine.start(0, 0, task -> word.awaitAcquire("A", task, 1, 1, false));
        machine.start(1, 0, task -> {
            task.acquires("mmap_lock", false, false);
            task.prepareToSleep("A", false);
            task.sleep();
        });

        Stuck stuck = assertThrows(Stuck.class, machine::run);

        assertEquals("""
                everybody waits, and nobody is left to wake anybody
                  task#1 spins on thing.x since 0 us
                  task#2 sleeps for mmap_lock since 0 us""", stuck.getMessage());
    }

    @Test
    void whoever_gets_no_further_is_found() {
        Machine machine = machine(1);
        Word word = word(machine, "x");
        machine.patience(1000 * MICRO);
        machine.start(0, 0, _ -> {
            while (word.readOnce() == 0) {
                word.cmpxchgRelaxed(1, 2);
            }
        });

        Stuck stuck = assertThrows(Stuck.class, machine::run);

        assertTrue(stuck.getMessage().startsWith("task#1 has been at one thing for 1 ms"), stuck::getMessage);
    }

    @Test
    void a_fatal_exception_comes_out() {
        Machine machine = machine(1);
        machine.start(0, 0, _ -> {
            throw new IllegalStateException("no");
        });

        assertEquals("no", assertThrows(IllegalStateException.class, machine::run).getMessage());
    }

    private static Machine machine(int cpus) {
        return new Machine(new Topology(XEON, "none", cpus, 100_000, SEED), cpus);
    }

    private static LineBill only(Machine machine) {
        List<LineBill> lines = machine.bill().lines();
        assertEquals(1, lines.size(), lines::toString);
        return lines.getFirst();
    }

    private static Word word(Machine machine, String name) {
        Line line = machine.memory().line(new Thing(machine.memory()));
        return line.word(name, 0);
    }

    private static final class Thing extends KernelObject {
        Thing(Memory memory) {
            super(memory, "thing", 0);
        }
    }
}
