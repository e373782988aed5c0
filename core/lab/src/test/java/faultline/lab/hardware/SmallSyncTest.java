package faultline.lab.hardware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import faultline.kernel.memory.KernelBug;
import faultline.kernel.memory.Line;
import faultline.kernel.memory.Word;
import faultline.kernel.sync.RcuWait;
import faultline.kernel.sync.Refcount;
import faultline.kernel.sync.SeqCount;
import faultline.kernel.sync.Sync;
import faultline.lab.World;
import faultline.lab.hardware.Crew.Thing;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The synchronisation that fits in one or two words.
@Timeout(300)
@DisplayNameGeneration(ReplaceUnderscores.class)
class SmallSyncTest {
    private final World world = World.hardware(3, 0);
    private final Thing thing = new Thing(world.memory(), 1);
    private final Line line = world.memory().line(thing);
    private final Word word = world.memory().line(thing).word("word", 0);

    @AfterEach void close() {
        world.close();
    }

    @Nested class Rcuwait {
        private final RcuWait wait = Sync.coded(world.memory(), world.cpus(), 0).rcuWait(line, "wait");

        @Test void no_wake_up_is_lost_whenever_the_word_changes() {
            int rounds = 60_000;
            word.writeOnce(1);

            new Crew(world).on(0, sleeper -> {
                SplittableRandom random = new SplittableRandom(0);
                for (int i = 1; i <= rounds; i++) {
                    word.writeOnce(0);
                    for (int delay = random.nextInt(200); delay > 0; delay--) {
                        sleeper.poll();
                    }
                    assertTrue(wait.waitUntil(sleeper, word, 1, false));
                }
            }).on(1, waker -> {
                SplittableRandom random = new SplittableRandom(1);
                for (int i = 1; i <= rounds; i++) {
                    word.awaitAcquire("A", waker, -1, 0, false);
                    for (int delay = random.nextInt(200); delay > 0; delay--) {
                        waker.poll();
                    }
                    word.writeOnce(1);
                    wait.wake(waker);
                }
            }).join();

            assertEquals(List.of(), world.bugs());
        }

        @Test void a_wake_up_for_another_word_is_slept_through() {
            Crew crew = new Crew(world).on(0, sleeper -> {
                assertTrue(wait.waitUntil(sleeper, word, 7, false));
                assertEquals(7, word.readOnce());
            });
            Watch.untilAsleep(world, 0, "waitUntil");
            crew.on(1, waker -> {
                for (int i = 1; i <= 7; i++) {
                    wait.wake(waker);
                    word.writeOnce(i);
                }
                wait.wake(waker);
            }).join();
        }

        @Test void a_fatal_signal_ends_a_killable_wait_and_frees_the_slot() {
            Crew crew = new Crew(world).on(0, victim -> assertFalse(wait.waitUntil(victim, word, 1, true)));
            Watch.untilAsleep(world, 0, "waitUntil");
            world.task(0).kill();
            crew.join();

            word.writeOnce(1);
            world.run(1, task -> assertTrue(wait.waitUntil(task, word, 1, false)));
        }

        @Test void a_second_sleeper_is_a_bug() {
            Crew crew = new Crew(world).on(0, first -> wait.waitUntil(first, word, 1, false));
            Watch.untilAsleep(world, 0, "waitUntil");

            world.run(1, second -> {
                assertThrows(KernelBug.class, () -> wait.waitUntil(second, word, 2, false));
                word.writeOnce(1);
                wait.wake(second);
            });
            crew.join();

            assertEquals(List.of("task#2 waits on thing.wait.task beside task#1"), world.bugs());
        }
    }

    @Nested class Seqcount {
        @ParameterizedTest(name = "{0} bits") @ValueSource(ints = {32, 64})
        void what_is_believed_stood_together(int bits) {
            SeqCount seq = new SeqCount(line, "seq", bits);
            Word left = line.word("left", 0);
            Word right = world.memory().line(thing).word("right", 0);
            int rounds = 100_000;

            Crew crew = new Crew(world).on(0, writer -> {
                for (int i = 1; i <= rounds; i++) {
                    seq.writeBegin();
                    left.writeOnce(i);
                    right.writeOnce(i);
                    seq.writeEnd();
                }
                word.writeOnce(1);
            });
            for (int cpu = 1; cpu < 3; cpu++) {
                crew.on(cpu, reader -> {
                    while (word.readOnce() == 0) {
                        long start = seq.readBegin();
                        long one = left.readOnce();
                        long other = right.readOnce();
                        if (!SeqCount.isOdd(start) && !seq.readRetry(start)) {
                            assertEquals(one, other);
                        }
                    }
                });
            }
            crew.join();

            assertEquals(2 * rounds, seq.sequence().readOnce());
        }

        @Test void eight_bits_come_round_after_128_writes() {
            SeqCount seq = new SeqCount(line, "seq", 8);
            long start = seq.readBegin();
            for (int i = 0; i < 127; i++) {
                seq.writeBegin();
                assertTrue(SeqCount.isOdd(seq.readBegin()));
                seq.writeEnd();
                assertTrue(seq.readRetry(start));
            }
            seq.writeBegin();
            seq.writeEnd();

            assertFalse(seq.readRetry(start));
        }
    }

    @Nested class References {
        private final Refcount count = new Refcount(line, "refs", 1);

        @Test void the_last_one_back_is_told_once_and_nobody_comes_after() {
            assertTrue(count.incNotZero());
            count.inc();
            assertFalse(count.decAndTest());
            assertFalse(count.decAndTest());
            assertTrue(count.decAndTest());
            assertFalse(count.incNotZero());
            assertEquals(0, count.read());
            assertEquals(List.of(), world.bugs());
        }

        @Test void a_count_that_runs_over_sticks_and_leaks() {
            count.set(0x7fff_fffeL);
            assertTrue(count.incNotZero());
            assertTrue(count.incNotZero());

            assertEquals(Refcount.SATURATED, count.read());
            assertTrue(count.incNotZero());
            assertFalse(count.decAndTest());
            assertEquals(Refcount.SATURATED, count.read());
            assertEquals(List.of(), world.bugs());
        }

        @Test void giving_back_or_taking_what_is_gone_is_recorded() {
            assertTrue(count.decAndTest());
            assertFalse(count.decAndTest());
            count.set(0);
            count.inc();

            assertEquals(List.of("thing.refs is given back too often", "thing.refs is taken without a hold"),
                    world.bugs());
            assertEquals(Refcount.SATURATED, count.read());
        }
    }
}
