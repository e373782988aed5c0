package faultline.lab.torture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import faultline.kernel.memory.KernelBug;
import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Line;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Ref;
import faultline.kernel.memory.Slab;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;
import faultline.kernel.memory.Words;
import faultline.kernel.sync.RwSemaphore;
import faultline.kernel.sync.SpinLock;
import faultline.kernel.sync.Sync;
import faultline.lab.World;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

@Timeout(300)
@DisplayNameGeneration(ReplaceUnderscores.class)
class TortureWorldTest {
    private static final long SEED = 11;

    private final World world = World.torture(2, SEED);
    private final Memory memory = world.memory();
    private final Task task = world.task(0);
    private final Slab<Area> slab = new Slab<>(memory, "area", 8, null, number -> new Area(memory, number));

    @AfterEach void close() {
        world.close();
    }

    @Test void reading_what_was_freed_names_cell_object_life_and_cpu() {
        Area area = slab.allocate(task);
        slab.free(task, area);

        world.run(0, self -> {
            assertBug("use after free: area#1.life1.start read by cpu0", () -> area.start.see(self));
            assertBug("use after free: area#1.life1.next read by cpu0", () -> area.next.rcuDereference("A"));
            assertBug("use after free: area#1.life1.start written by cpu0", () -> area.start.writeOnce(1));
            assertBug("use after free: area#1.life1.start read by cpu0", () -> area.start.fetchAddRelaxed(1));
        });
        area.count.fetchAddRelaxed(1);      // stable: may be looked at

        assertEquals(4, world.bugs().size());
    }

    @Test void an_object_lives_many_lives() {
        Area first = slab.allocate(task);
        slab.free(task, first);
        Area again = slab.allocate(task);

        assertEquals(first, again);
        assertEquals(2, world.life(again));
        assertBug("left from the last life: area#1.life2.start read by outside", () -> again.start.get());
        again.start.set(5);
        assertEquals(5, again.start.get());
    }

    @Test void freeing_twice_is_a_bug() {
        Area area = slab.allocate(task);
        slab.freeUnseen(task, area);

        assertBug("freed twice: area#1.life1", () -> slab.free(task, area));
    }

    @Test void a_poisoned_row_names_its_entry() {
        Area area = slab.allocate(task);
        area.row.set(3, 9);
        area.row.fill(Word.POISON);
        slab.free(task, area);

        assertBug("use after free: area#1.life1.row[3] read by outside", () -> area.row.get(3));
    }

    @Test void two_orders_of_two_locks_are_named_both() {
        task.acquires("mmap_lock", true, false);
        task.acquires("ptl", false, false);
        task.releases("ptl");
        task.releases("mmap_lock");
        Task other = world.task(1);
        other.acquires("ptl", false, false);

        assertBug("lock order: task#2 takes mmap_lock while it holds ptl; "
                + "task#1 took ptl while it held mmap_lock",
                () -> other.acquires("mmap_lock", true, false));
    }

    @Test void an_order_of_three_is_found_through_the_one_between() {
        nest("a", "b");
        nest("b", "c");

        assertBug("lock order: task#1 takes a while it holds c; task#1 took b while it held a, "
                + "task#1 took c while it held b", () -> nest("c", "a"));
    }

    @Test void a_try_adds_no_edge_but_begins_some() {
        task.acquires("a", false, false);
        task.acquires("b", false, true);    // no a -> b
        task.releases("b");
        task.releases("a");
        nest("b", "a");
        task.acquires("c", false, true);
        task.acquires("d", false, false);
        task.releases("d");
        task.releases("c");

        assertBug("lock order: task#1 takes c while it holds d; task#1 took d while it held c",
                () -> nest("d", "c"));
    }

    @Test void a_read_inside_a_read_of_its_class_is_refused() {
        task.acquires("mmap_lock", true, false);

        assertThrows(KernelBug.class, () -> task.acquires("mmap_lock", true, false));
    }

    @Test void locks_are_given_back_by_who_holds_them() {
        assertBug("task#1 releases ptl, which it does not hold", () -> task.releases("ptl"));
        world.enter(1).acquires("ptl", false, false);
        assertBug("task#2 leaves the kernel holding ptl", () -> world.leave(world.task(1)));
    }

    @Test void who_may_sleep_under_a_spinlock_or_inside_rcu_is_told_even_if_he_does_not() {
        Sync sync = Sync.coded(memory, world.cpus(), 0);
        SpinLock ptl = sync.spinLock(memory.line(slab.allocate(task)), "ptl", "ptl");
        RwSemaphore mmapLock = sync.rwSemaphore(memory.line(slab.allocate(task)), "mmap_lock", "mmap_lock");

        ptl.lock(task);
        assertBug("task#1 may sleep under a spinlock, holding ptl", () -> mmapLock.downRead(task, false));
        assertBug("task#1 may sleep under a spinlock, holding ptl", () -> memory.synchronizeRcu(task));
        assertBug("task#1 sleeps under a spinlock, holding ptl", task::sleep);
        assertTrue(mmapLock.tryDownRead(task));
        mmapLock.upRead(task);
        ptl.unlock(task);

        memory.rcuReadLock(task);
        assertBug("task#1 may sleep inside RCU", () -> mmapLock.downWrite(task, true));
        assertBug("task#1 waits for a device inside RCU", () -> task.waitForDevice(1));
        memory.rcuReadUnlock(task);

        assertTrue(mmapLock.downWrite(task, true));
        mmapLock.upWrite(task);
    }

    @Test void pauses_lose_updates_that_are_not_atomic() {
        Word naive = memory.line(slab.allocate(task)).word("naive", 0);
        AtomicInteger done = new AtomicInteger();
        Runnable adds = () -> {
            for (int i = 0; i < 20_000; i++) {
                naive.writeOnce(naive.readOnce() + 1);
            }
            done.incrementAndGet();
        };

        List<Thread> threads = List.of(0, 1).stream()
                .map(cpu -> Thread.ofPlatform().daemon().start(() -> world.run(cpu, self -> adds.run())))
                .toList();
        threads.forEach(TortureWorldTest::join);

        assertEquals(2, done.get());
        assertTrue(naive.readOnce() < 40_000, "seed " + SEED + " lost no update in 40,000");
        assertTrue(world.steps() >= 80_000, world.steps() + " steps");
    }

    private void nest(String outer, String inner) {
        task.acquires(outer, false, false);
        task.acquires(inner, false, false);
        task.releases(inner);
        task.releases(outer);
    }

    private void assertBug(String message, Executable access) {
        assertEquals(message, assertThrows(KernelBug.class, access).getMessage());
        assertEquals(message, world.bugs().getLast());
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// A VMA of three cells and a row.
    private static final class Area extends KernelObject {
        private final Word start;
        private final Ref<Area> next;
        private final Word count;
        private final Words row;

        Area(Memory memory, int number) {
            super(memory, "area", number);
            Line line = memory.line(this);
            this.start = line.word("start", 0);
            this.next = line.ref("next");
            this.count = line.stableWord("count", 0);
            this.row = memory.words(this, "row", 8);
        }
    }
}
