package faultline.kernel.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import faultline.kernel.memory.KernelBug;
import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.PlainMemory;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;
import faultline.kernel.sync.Sync;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FramesTest {
    private static final int CPUS = 3;
    private static final int FRAMES = 120;

    private final PlainMemory memory = new PlainMemory();
    private final Frames frames = new Frames(memory, Sync.coded(memory, CPUS, 0), new Owner(memory), CPUS,
            FRAMES, 4);
    private final Task task = memory.task(0);

    @Test
    void memory_runs_out_only_when_little_is_left_and_all_of_it_comes_back() {
        Set<Frame> taken = new HashSet<>();
        for (Frame frame = frames.allocate(task); frame != null; frame = frames.allocate(task)) {
            assertTrue(taken.add(frame), frame + " is handed out twice");
        }

        assertTrue(taken.size() >= FRAMES * 2 / 3, taken.size() + " of " + FRAMES);
        assertEquals(taken.size(), frames.inUse());
        assertNotNull(frames.allocateNowait(memory.task(1)), "another CPU keeps some for itself");
        taken.forEach(frame -> frames.put(task, frame));
        assertEquals(1, frames.inUse());
    }

    @Test
    void without_waiting_there_is_only_the_own_list() {
        int count = 0;
        while (frames.allocateNowait(task) != null) {
            count++;
        }

        assertTrue(0 < count && count < FRAMES / CPUS, count + " frames");
        assertNull(frames.allocateNowait(task));
        assertNotNull(frames.allocate(task));
    }

    @Test
    void the_last_reference_frees_a_frame_and_a_late_lookup_does_not_get_it() {
        Frame frame = frames.allocate(task);
        frames.get(frame);
        assertEquals(2, frames.references(frame));
        frames.put(task, frame);
        assertTrue(frames.tryGet(frame));
        frames.put(task, frame);
        assertEquals(1, frames.inUse());

        frames.put(task, frame);

        assertEquals(0, frames.inUse());
        assertFalse(frames.tryGet(frame));
        assertEquals(Word.POISON, frame.data().get(0));
    }

    @Test
    void what_should_not_be_given_back_is_a_bug() {
        Frame mapped = frames.allocate(task);
        mapped.mapcount().fetchAddRelaxed(1);
        assertThrows(KernelBug.class, () -> frames.put(task, mapped));
        Frame twice = frames.allocate(task);
        frames.put(task, twice);
        assertThrows(KernelBug.class, () -> frames.put(task, twice));

        assertEquals(List.of("frame#1 is freed while 1 page-table entries map it",
                "frame#2 is given back once too often"), memory.bugs());
    }

    @Test
    void no_frame_has_two_owners_however_the_CPUs_race() throws InterruptedException {
        long seed = Long.getLong("faultline.seed", 1);
        Set<Frame> owned = ConcurrentHashMap.newKeySet();
        ConcurrentLinkedQueue<Throwable> thrown = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int cpu = 0; cpu < CPUS; cpu++) {
            Task own = memory.task(cpu);
            Random random = new Random(seed + cpu);
            threads.add(Thread.ofPlatform().start(() -> {
                try {
                    takeAndGive(own, random, owned);
                } catch (Throwable t) {
                    thrown.add(t);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertTrue(thrown.isEmpty(), () -> "seed " + seed + ": " + thrown.peek());
        assertEquals(0, frames.inUse(), "seed " + seed);
    }

    private void takeAndGive(Task own, Random random, Set<Frame> owned) {
        Deque<Frame> mine = new ArrayDeque<>();
        for (int step = 0; step < 20_000; step++) {
            Frame frame = random.nextInt(60) < 30 - mine.size() / 2 ? frames.allocate(own) : null;
            if (frame != null) {
                assertTrue(owned.add(frame), frame + " has two owners");
                mine.add(frame);
            } else if (!mine.isEmpty()) {
                Frame last = mine.remove();
                owned.remove(last);
                frames.put(own, last);
            }
        }
        for (Frame frame : mine) {
            owned.remove(frame);
            frames.put(own, frame);
        }
    }

    private static final class Owner extends KernelObject {
        Owner(PlainMemory memory) {
            super(memory, "kernel", 0);
        }
    }
}
