package faultline.lab.hardware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Word;
import faultline.kernel.memory.Words;
import faultline.lab.World;
import faultline.lab.hardware.Crew.Thing;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
@DisplayNameGeneration(ReplaceUnderscores.class)
class HardwareTaskTest {
    private static final long ALL_BITS = -1;

    private final World world = world();
    private final Memory memory = world.memory();
    private final Thing thing = new Thing(memory, 1);
    private final Word step = memory.line(thing).word("step", 0);
    private final Words ran = memory.words(thing, "ran", 4);
    private final Words mask = memory.words(thing, "mask", 1);

    World world() {
        return World.hardware(3, 0);
    }

    @AfterEach void close() {
        world.close();
    }

    @Test void a_wake_between_preparing_and_sleeping_is_not_lost() {
        world.run(0, task -> {
            task.prepareToSleep("A", false);
            task.wake("B");
            task.sleep();       // returns at once
        });
    }

    @Test void a_wake_before_preparing_is_lost() {
        AtomicBoolean woken = new AtomicBoolean();

        new Crew(world).on(0, sleeper -> {
            sleeper.wake("B");                      // nobody had said that he would sleep
            sleeper.prepareToSleep("A", false);
            step.storeRelease("C", 1);
            sleeper.sleep();
            assertTrue(woken.get());
        }).on(1, waker -> {
            step.awaitAcquire("D", waker, ALL_BITS, 1, false);
            for (int i = 0; i < 1_000; i++) {
                Thread.yield();                     // time enough to return too early
            }
            woken.set(true);
            world.task(0).wake("E");
        }).join();
    }

    @Test void no_wake_up_is_missed_in_many() {
        int rounds = 5_000;

        new Crew(world).on(0, sleeper -> {
            for (int i = 1; i <= rounds; i++) {
                while (true) {
                    sleeper.prepareToSleep("A", false);
                    if (step.loadAcquire("B") >= i) {
                        break;
                    }
                    sleeper.sleep();
                }
                sleeper.finishSleep();
            }
        }).on(1, waker -> {
            for (int i = 1; i <= rounds; i++) {
                step.storeRelease("C", i);
                world.task(0).wake("D");
            }
        }).join();
    }

    @Test void a_fatal_signal_ends_killable_sleeps_and_waits_alone() {
        AtomicBoolean released = new AtomicBoolean();

        new Crew(world).on(0, victim -> {
            victim.prepareToSleep("A", true);
            step.storeRelease("B", 1);
            victim.sleep();
            assertTrue(victim.fatalSignalPending());
            assertFalse(step.awaitAcquire("C", victim, ALL_BITS, 7, true));
            victim.prepareToSleep("D", false);
            step.storeRelease("E", 2);
            victim.sleep();
            assertTrue(released.get());
        }).on(1, killer -> {
            step.awaitAcquire("F", killer, ALL_BITS, 1, false);
            world.task(0).kill();
            step.awaitAcquire("G", killer, ALL_BITS, 2, false);
            world.task(0).kill();
            Thread.yield();
            released.set(true);
            world.task(0).wake("H");
        }).join();
    }

    @Test void interrupts_reach_tasks_that_spin_sleep_and_are_outside() {
        mask.set(0, 0b111);
        AtomicReference<Thread> spinner = new AtomicReference<>();
        AtomicReference<Thread> ranSpinner = new AtomicReference<>();

        new Crew(world).on(0, caller -> {
            step.awaitAcquire("A", caller, 0b11, 0b11, false);
            memory.interrupt(caller, mask, task -> {
                ran.writeOnce(task.cpu(), ran.readOnce(task.cpu()) + 1);
                if (task.cpu() == 1) {
                    ranSpinner.set(Thread.currentThread());
                }
            });
            step.fetchOrRelaxed(0b100);
            step.awaitRelaxed(caller, 0b1000, 0b1000, false);
        }).on(1, spins -> {
            spinner.set(Thread.currentThread());
            step.fetchOrRelaxed(0b01);
            step.awaitAcquire("B", spins, 0b100, 0b100, false);
            world.task(2).wake("C");
        }).on(2, sleeper -> {
            sleeper.prepareToSleep("D", false);
            step.fetchOrRelaxed(0b10);
            sleeper.sleep();
            step.fetchOrRelaxed(0b1000);
        }).join();

        assertEquals(0, ran.readOnce(0));        // not the caller
        assertEquals(1, ran.readOnce(1));
        assertEquals(1, ran.readOnce(2));
        assertEquals(spinner.get(), ranSpinner.get());
    }

    @Test void interrupters_that_cross_each_other_both_get_through() {
        int rounds = 2_000;
        mask.set(0, 0b111);
        Memory.Interrupt count = task -> ran.writeOnce(task.cpu(), ran.readOnce(task.cpu()) + 1);

        Crew crew = new Crew(world);
        for (int cpu = 0; cpu < 3; cpu++) {
            crew.on(cpu, task -> {
                for (int i = 0; i < rounds; i++) {
                    memory.interrupt(task, mask, count);
                }
            });
        }
        crew.join();

        for (int cpu = 0; cpu < 3; cpu++) {
            assertEquals(2 * rounds, ran.readOnce(cpu), "cpu" + cpu);
        }
    }

    @Test void a_target_that_spins_for_what_the_interrupter_holds_takes_the_interrupt() {
        mask.set(0, 0b10);

        new Crew(world).on(0, holder -> {
            step.writeOnce(1);
            ran.writeOnce(3, 1);
            while (ran.readOnce(2) == 0) {
                holder.poll();
            }
            memory.interrupt(holder, mask, task -> ran.writeOnce(1, 1));
            step.storeRelease("A", 0);
        }).on(1, spins -> {
            while (ran.readOnce(3) == 0) {
                spins.poll();
            }
            ran.writeOnce(2, 1);
            step.awaitAcquire("B", spins, ALL_BITS, 0, false);
        }).join();

        assertEquals(1, ran.readOnce(1));
    }

    @Test void a_cpu_belongs_to_one_thread_at_a_time() {
        world.run(0, task -> assertThrows(IllegalStateException.class, () -> world.enter(0)));
        world.run(0, task -> assertEquals(0, task.cpu()));
    }
}
