package faultline.kernel.mm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import faultline.kernel.memory.PlainMemory;
import faultline.kernel.memory.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RangeTreeTest {
    private static final int ADDRESSES = 300;

    private final PlainMemory memory = new PlainMemory();
    private final Task task = memory.task(0);

    @ParameterizedTest(name = "{0} slots a node")
    @ValueSource(ints = {4, 5, 8, 16})
    void a_tree_answers_as_a_sorted_map_does(int slots) {
        long seed = Long.getLong("faultline.seed", slots);
        Random random = new Random(seed);
        Kernel kernel = NoLock.kernel(memory, 1, slots, 4_000);
        RangeTree tree = kernel.newMm(task).tree();
        Model model = new Model();
        List<Vma> vmas = vmas(kernel, 40);
        long most = 0;
        for (int step = 0; step < 600; step++) {
            boolean dense = step / 120 % 2 == 1;
            long start = random.nextInt(ADDRESSES);
            long end = start + 1 + random.nextInt(random.nextInt(50) == 0 ? ADDRESSES : 6);
            Vma vma = random.nextInt(4) == 0 == dense ? null : vmas.get(random.nextInt(vmas.size()));

            assertTrue(tree.store(task, start, end, vma));
            model.store(start, end, vma);

            String where = "seed " + seed + ", step " + step + ": store " + start + ".." + end + " " + vma;
            for (int probe = 0; probe < 10; probe++) {
                compare(where, tree, model, random);
            }
            memory.drain();
            most = Math.max(most, kernel.nodes().live());
        }
        for (long address = 0; address < 2 * ADDRESSES; address++) {
            assertSame(model.find(address), tree.find(task, address), "seed " + seed + " at " + address);
        }
        assertTrue(most > 1, "seed " + seed + ": a tree of one node shows little");

        assertTrue(tree.store(task, 0, RangeTree.END, null));
        memory.drain();
        assertEquals(0, kernel.nodes().live(), "seed " + seed + ": nodes are left");
    }

    private void compare(String where, RangeTree tree, Model model, Random random) {
        long address = random.nextInt(ADDRESSES + 20);
        assertSame(model.find(address), tree.find(task, address), where + ", find " + address);
        assertSame(model.findAtOrAfter(address), tree.findAtOrAfter(task, address), where + ", after "
                + address);
        assertSame(model.before(address), tree.before(task, address), where + ", before " + address);
        long low = random.nextInt(ADDRESSES);
        long high = low + random.nextInt(ADDRESSES);
        long size = 1 + random.nextInt(random.nextInt(4) == 0 ? 60 : 5);
        assertEquals(model.gap(low, high, size), tree.gap(task, low, high, size),
                where + ", gap of " + size + " in " + low + ".." + high);
    }

    @Test
    void a_store_that_finds_no_memory_changes_nothing() {
        Kernel kernel = NoLock.kernel(memory, 1, 4, 30);
        RangeTree tree = kernel.newMm(task).tree();
        List<Vma> vmas = vmas(kernel, 200);
        int stored = 0;
        while (tree.store(task, 2 * stored, 2 * stored + 1, vmas.get(stored))) {
            stored++;
            memory.drain();
        }

        long live = kernel.nodes().live();
        assertFalse(tree.store(task, 2 * stored, 2 * stored + 1, vmas.get(stored)));
        memory.drain();

        assertTrue(stored > 10, stored + " VMAs in 30 nodes");
        assertEquals(live, kernel.nodes().live());
        for (int i = 0; i <= stored; i++) {
            assertSame(i < stored ? vmas.get(i) : null, tree.find(task, 2 * i));
            assertSame(null, tree.find(task, 2 * i + 1));
        }
        tree.clear(task);
        memory.drain();
        assertEquals(0, kernel.nodes().live());
    }

    @Test
    void a_reader_goes_on_in_the_tree_it_found_until_it_leaves_RCU() {
        Kernel kernel = NoLock.kernel(memory, 1, 4, 30);
        RangeTree tree = kernel.newMm(task).tree();
        List<Vma> vmas = vmas(kernel, 3);
        tree.store(task, 0, 10, vmas.get(0));
        memory.rcuReadLock(task);
        memory.beforeFollowing(() -> {
            tree.store(task, 0, 10, vmas.get(1));
            tree.store(task, 20, 30, vmas.get(2));
        });

        Vma found = tree.find(task, 5);

        assertSame(vmas.get(0), found);
        assertSame(vmas.get(1), tree.find(task, 5));
        memory.rcuReadUnlock(task);
        memory.drain();
        assertEquals(1, kernel.nodes().live());
    }

    @Test
    void a_reader_beside_a_writer_sees_each_store_or_does_not() throws InterruptedException {
        long seed = Long.getLong("faultline.seed", 1);
        Kernel kernel = NoLock.kernel(memory, 3, 4, 20_000);
        RangeTree tree = kernel.newMm(task).tree();
        List<Vma> vmas = vmas(kernel, 64);
        for (int i = 0; i < 64; i++) {
            assertTrue(tree.store(task, 10 * i, 10 * i + 10, vmas.get(i)));
        }
        boolean[] done = new boolean[1];
        ConcurrentLinkedQueue<Throwable> thrown = new ConcurrentLinkedQueue<>();
        List<Thread> readers = new ArrayList<>();
        for (int cpu = 1; cpu < 3; cpu++) {
            Task reader = memory.task(cpu);
            Random random = new Random(seed + cpu);
            readers.add(Thread.ofPlatform().start(() -> {
                try {
                    while (!isDone(done)) {
                        read(tree, vmas, reader, random);
                    }
                } catch (Throwable t) {
                    thrown.add(t);
                }
            }));
        }

        Random random = new Random(seed);
        for (int step = 0; step < 700 && thrown.isEmpty(); step++) {
            int even = 2 * random.nextInt(32);
            tree.store(task, 10 * even, 10 * even + 20, vmas.get(even));            // the odd neighbour goes
            tree.store(task, 10 * even + 10, 10 * even + 20, random.nextBoolean() ? vmas.get(even + 1)
                    : null);
            memory.drain();
        }
        synchronized (done) {
            done[0] = true;
        }
        for (Thread reader : readers) {
            reader.join();
        }

        assertTrue(thrown.isEmpty(), () -> "seed " + seed + ": " + thrown.peek());
        assertEquals(List.of(), memory.bugs(), "seed " + seed);
    }

    /// Even VMAs are always there; an odd range holds its own VMA, that of the even one below, or nothing.
    private void read(RangeTree tree, List<Vma> vmas, Task reader, Random random) {
        int address = random.nextInt(640);
        int even = address / 20 * 2;
        Vma found;
        Vma next;
        memory.rcuReadLock(reader);
        try {
            found = tree.find(reader, address);
            next = tree.findAtOrAfter(reader, address);
        } finally {
            memory.rcuReadUnlock(reader);
        }
        if (address % 20 < 10) {
            assertSame(vmas.get(even), found);
            assertSame(vmas.get(even), next);
            return;
        }
        assertTrue(found == null || found == vmas.get(even) || found == vmas.get(even + 1));
        assertTrue(next == vmas.get(even) || next == vmas.get(even + 1)
                || (even == 62 ? next == null : next == vmas.get(even + 2)), "from " + address + " to "
                        + next);
    }

    private static boolean isDone(boolean[] done) {
        synchronized (done) {
            return done[0];
        }
    }

    private List<Vma> vmas(Kernel kernel, int count) {
        List<Vma> vmas = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Vma vma = kernel.vmas().allocate(task);
            assertNotNull(vma);
            vmas.add(vma);
        }
        return vmas;
    }

    /// What a range tree ought to say: ranges by their start.
    private static final class Model {
        private final TreeMap<Long, Stored> ranges = new TreeMap<>();

        void store(long start, long end, Vma vma) {
            for (Map.Entry<Long, Stored> old : List.copyOf(ranges.entrySet())) {
                long from = old.getKey();
                Stored stored = old.getValue();
                if (stored.end <= start || end <= from) {
                    continue;
                }
                ranges.remove(from);
                if (from < start) {
                    ranges.put(from, new Stored(start, stored.vma));
                }
                if (end < stored.end) {
                    ranges.put(end, stored);
                }
            }
            if (vma != null) {
                ranges.put(start, new Stored(end, vma));
            }
        }

        Vma find(long address) {
            Map.Entry<Long, Stored> entry = ranges.floorEntry(address);
            return entry != null && address < entry.getValue().end ? entry.getValue().vma : null;
        }

        Vma findAtOrAfter(long address) {
            Vma at = find(address);
            Map.Entry<Long, Stored> next = ranges.ceilingEntry(address);
            return at != null || next == null ? at : next.getValue().vma;
        }

        Vma before(long address) {
            Vma last = null;
            for (Stored stored : ranges.values()) {
                last = stored.end <= address ? stored.vma : last;
            }
            return last;
        }

        long gap(long low, long high, long size) {
            for (long address = high - size; address >= low; address--) {
                if (free(address, address + size)) {
                    return address;
                }
            }
            return RangeTree.NO_GAP;
        }

        private boolean free(long start, long end) {
            Map.Entry<Long, Stored> last = ranges.lowerEntry(end);
            return last == null || last.getValue().end <= start;
        }

        private record Stored(long end, Vma vma) {
        }
    }
}
