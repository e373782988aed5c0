package faultline.lab.hardware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import faultline.kernel.memory.Line;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;
import faultline.kernel.sync.RcuWait;
import faultline.kernel.sync.RwSemaphore;
import faultline.kernel.sync.SpinLock;
import faultline.kernel.sync.Sync;
import faultline.lab.World;
import faultline.lab.hardware.Crew.Thing;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The coded locks where every access may be followed by a pause, and every order of locks is checked.
@Timeout(300)
@DisplayNameGeneration(ReplaceUnderscores.class)
class SyncTortureTest {
    private static final int TASKS = 4;

    /// What the tasks of one test share.
    private static final class Bench implements AutoCloseable {
        private final World world;
        private final Thing thing;
        private final Sync sync;
        private final Line line;
        private final Word one;
        private final Word two;
        private final Word arrived;

        Bench(long seed, int spins) {
            this.world = World.torture(TASKS, seed);
            this.thing = new Thing(world.memory(), 1);
            this.sync = Sync.coded(world.memory(), world.cpus(), spins);
            this.line = world.memory().line(thing);
            this.one = line.word("one", 0);
            this.two = line.word("two", 0);
            this.arrived = line.word("arrived", 0);
        }

        void everybody(Consumer<Task> body) {
            Crew crew = new Crew(world);
            for (int cpu = 0; cpu < TASKS; cpu++) {
                crew.on(cpu, task -> {
                    Crew.startTogether(task, arrived, TASKS);
                    body.accept(task);
                });
            }
            crew.join();
        }

        void write() {
            one.set(one.get() + 1);
            two.set(two.get() + 1);
        }

        void read() {
            assertEquals(one.get(), two.get());
        }

        @Override public void close() {
            world.close();
            assertEquals(List.of(), world.bugs());
        }
    }

    @ParameterizedTest(name = "seed {0}") @ValueSource(longs = {1, 2, 3, 4})
    void an_rw_semaphore(long seed) {
        try (Bench bench = new Bench(seed, (int) (seed % 2) * 50)) {
            RwSemaphore lock = bench.sync.rwSemaphore(bench.world.memory().line(bench.thing), "lock", "lock");
            bench.world.task(0).kill();
            bench.world.task(1).kill();
            bench.everybody(task -> {
                SplittableRandom random = new SplittableRandom(seed + task.cpu());
                for (int i = 0; i < 1_500; i++) {
                    turn(bench, lock, task, random.nextInt(8));
                }
            });

            assertEquals(bench.one.get(), bench.two.get());
            bench.world.run(3, task -> {
                assertTrue(lock.tryDownWrite(task), "somebody left a mark in the count");
                lock.upWrite(task);
            });
        }
    }

    private static void turn(Bench bench, RwSemaphore lock, Task task, int what) {
        boolean killable = what % 2 == 0;
        if (what == 0 && lock.tryDownWrite(task) || what > 0 && what < 4 && lock.downWrite(task, killable)) {
            bench.write();
            if (what == 3) {
                lock.downgradeWrite(task);
                bench.read();
                lock.upRead(task);
            } else {
                lock.upWrite(task);
            }
        } else if (what == 4 && lock.tryDownRead(task) || what > 4 && lock.downRead(task, killable)) {
            bench.read();
            lock.upRead(task);
        }
    }

    @ParameterizedTest(name = "seed {0}") @ValueSource(longs = {1, 2})
    void two_spinlocks(long seed) {
        try (Bench bench = new Bench(seed, 0)) {
            SpinLock outer = bench.sync.spinLock(bench.world.memory().line(bench.thing), "outer", "lock");
            SpinLock inner = bench.sync.spinLock(bench.world.memory().line(bench.thing), "inner", "lock");
            bench.everybody(task -> {
                for (int i = 0; i < 1_500; i++) {
                    if (i % 4 != 0 || !outer.tryLock(task)) {
                        outer.lock(task);
                    }
                    bench.one.set(bench.one.get() + 1);
                    inner.lockNested(task);
                    outer.unlock(task);
                    bench.two.set(bench.two.get() + 1);
                    inner.unlock(task);
                }
            });

            assertEquals(TASKS * 1_500, bench.one.get());
            assertEquals(TASKS * 1_500, bench.two.get());
            assertFalse(outer.isLocked() || inner.isLocked());
        }
    }

    @ParameterizedTest(name = "seed {0}") @ValueSource(longs = {1, 2})
    void an_rcuwait(long seed) {
        try (Bench bench = new Bench(seed, 0)) {
            RcuWait wait = bench.sync.rcuWait(bench.line, "wait");
            bench.one.writeOnce(1);
            new Crew(bench.world).on(0, sleeper -> {
                for (int i = 0; i < 5_000; i++) {
                    bench.one.writeOnce(0);
                    assertTrue(wait.waitUntil(sleeper, bench.one, 1, false));
                }
            }).on(1, waker -> {
                for (int i = 0; i < 5_000; i++) {
                    bench.one.awaitAcquire("A", waker, -1, 0, false);
                    bench.one.writeOnce(1);
                    wait.wake(waker);
                }
            }).join();
        }
    }
}
