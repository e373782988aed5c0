package faultline.kernel.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import faultline.kernel.memory.KernelBug;
import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.PlainMemory;
import faultline.kernel.memory.Task;
import faultline.kernel.sync.SpinLock;
import faultline.kernel.sync.Sync;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/// Three levels of four entries over pages of 32 bytes: a leaf serves 0x80 bytes, the table above it 0x200,
/// the top 0x800.
@DisplayNameGeneration(ReplaceUnderscores.class)
class PageTablesTest {
    private static final int CPUS = 3;
    private static final long TOP = 0x800;

    private final PlainMemory memory = new PlainMemory();
    private final Sync sync = Sync.coded(memory, CPUS, 0);
    private final PageTables tables = new PageTables(memory, sync, 24, 2, 3, 5);
    private final SpinLock pageTableLock = sync.spinLock(memory.line(new Owner(memory)), "lock",
            "page_table_lock");
    private final Task task = memory.task(0);
    private final PageTable root = tables.newRoot(task);

    @Test
    void a_leaf_is_found_at_every_address_it_serves_and_nowhere_else() {
        PageTable leaf = install(0x2a0);

        for (long address = 0; address < TOP; address += 0x20) {
            assertSame(address / 0x80 == 0x280 / 0x80 ? leaf : null, tables.find(task, root, address));
        }
        assertEquals(1, tables.index(0x2a0));
        assertSame(leaf, install(0x2e0));
        assertEquals(3, tables.inUse());
    }

    @Test
    void tables_that_serve_something_else_as_well_are_kept() {
        install(0x000);
        install(0x080);
        install(0x200);

        free(0x0a0, 0x100, 0x0a0, TOP);
        free(0x080, 0x0a0, 0x080, 0x0e0);
        assertNotNull(tables.find(task, root, 0x080), "something else may be mapped in the leaf");
        free(0x080, 0x100, 0x080, 0x200);
        assertNull(tables.find(task, root, 0x080));
        assertNotNull(tables.find(task, root, 0x000));
        assertNotNull(tables.find(task, root, 0x200));
        assertEquals(5, tables.inUse());
        free(0x000, 0x080, 0, 0x200);
        assertEquals(3, tables.inUse());
        free(0x200, 0x220, 0, TOP);
        assertEquals(1, tables.inUse());

        tables.freeRoot(task, root);
        assertEquals(0, tables.inUse());
    }

    @Test
    void a_leaf_that_has_gone_since_it_was_found_is_not_locked() {
        PageTable leaf = install(0x280);
        memory.rcuReadLock(task);
        assertSame(leaf, tables.find(task, root, 0x280));

        free(0x280, 0x300, 0, TOP);

        assertFalse(tables.lock(task, leaf, 0x280));
        assertFalse(leaf.ptl().isLocked());
        memory.rcuReadUnlock(task);
        memory.drain();
        PageTable next = install(0x400);
        assertTrue(tables.lock(task, next, 0x460));
        tables.unlock(task, next);
        assertFalse(tables.lock(task, next, 0x280), "at that address it serves nothing");
    }

    @Test
    void a_table_comes_back_empty_and_not_before_its_readers_have_gone() {
        PageTable leaf = install(0x280);
        free(0x280, 0x300, 0, TOP);
        assertNotSame(leaf, install(0x280));
        free(0x280, 0x300, 0, TOP);
        memory.drain();

        for (long address = 0; address < 0x200; address += 0x80) {
            PageTable table = install(address);
            for (int i = 0; i < 4; i++) {
                assertEquals(Pte.NONE, table.entries().get(i));
            }
        }
    }

    @Test
    void a_table_that_goes_with_an_entry_in_it_is_a_bug() {
        PageTable leaf = install(0x280);
        assertTrue(tables.lock(task, leaf, 0x280));
        leaf.entries().writeOnce(2, Pte.PRESENT);
        tables.unlock(task, leaf);

        assertThrows(KernelBug.class, () -> free(0x280, 0x300, 0, TOP));
        assertEquals(List.of(leaf + " is freed while it has entries"), memory.bugs());
    }

    @Test
    void of_two_who_install_a_table_one_takes_his_back() {
        boolean[] raced = new boolean[1];
        SpinLock contended = new SpinLock() {
            @Override public void init() {
                pageTableLock.init();
            }

            @Override public void lock(Task own) {
                if (!raced[0]) {
                    raced[0] = true;
                    install(0x280);   // somebody is faster
                }
                pageTableLock.lock(own);
            }

            @Override public boolean tryLock(Task own) {
                return pageTableLock.tryLock(own);
            }

            @Override public void lockNested(Task own) {
                pageTableLock.lockNested(own);
            }

            @Override public void unlock(Task own) {
                pageTableLock.unlock(own);
            }

            @Override public boolean isLocked() {
                return pageTableLock.isLocked();
            }
        };

        PageTable leaf = tables.findOrAllocate(task, root, contended, 0x280);

        assertTrue(raced[0]);
        assertSame(leaf, tables.find(task, root, 0x280));
        assertEquals(3, tables.inUse());
    }

    @Test
    void without_memory_nothing_is_installed() {
        int leaves = 0;
        for (long address = 0; address < TOP && install(address) != null; address += 0x80) {
            leaves++;
        }
        assertEquals(16, leaves, "21 tables serve all");
        PageTable other = tables.newRoot(task);
        assertNotNull(tables.findOrAllocate(task, other, pageTableLock, 0));

        assertNull(tables.findOrAllocate(task, other, pageTableLock, 0x80));

        assertNull(tables.newRoot(task));
        tables.freeRoot(task, root);
        tables.freeRoot(task, other);
        assertEquals(0, tables.inUse());
    }

    /// Two CPUs fault in slices of their own, below one top, while a third walks in RCU and locks what it
    /// finds.
    @Test
    void faults_and_late_walkers_race_with_unmapping() throws InterruptedException {
        long seed = Long.getLong("faultline.seed", 1);
        ConcurrentLinkedQueue<Throwable> thrown = new ConcurrentLinkedQueue<>();
        boolean[] done = new boolean[1];
        List<Thread> faults = new ArrayList<>();
        for (int cpu = 0; cpu < 2; cpu++) {
            Task own = memory.task(cpu);
            long slice = cpu * 0x400;
            faults.add(start(thrown, () -> mapAndUnmap(own, slice)));
        }
        Random random = new Random(seed);
        Thread walker = start(thrown, () -> {
            while (!isDone(done)) {
                walk(memory.task(2), random.nextInt((int) TOP));
            }
        });
        for (Thread thread : faults) {
            thread.join();
        }
        synchronized (done) {
            done[0] = true;
        }
        walker.join();

        assertTrue(thrown.isEmpty(), () -> "seed " + seed + ": " + thrown.peek());
        tables.freeRoot(task, root);
        memory.drain();
        assertEquals(0, tables.inUse(), "seed " + seed);
    }

    private void mapAndUnmap(Task own, long slice) {
        for (int round = 0; round < 500; round++) {
            for (long address = slice; address < slice + 0x400; address += 0x140) {
                PageTable leaf = tables.findOrAllocate(own, root, pageTableLock, address);
                assertNotNull(leaf);
                assertTrue(tables.lock(own, leaf, address));
                leaf.entries().writeOnce(tables.index(address), address << 12 | Pte.PRESENT);
                tables.unlock(own, leaf);
            }
            for (long address = slice; address < slice + 0x400; address += 0x140) {
                PageTable leaf = tables.find(own, root, address);
                assertTrue(tables.lock(own, leaf, address));
                leaf.entries().writeOnce(tables.index(address), Pte.NONE);
                tables.unlock(own, leaf);
            }
            tables.free(own, root, pageTableLock, slice, slice + 0x400, slice, slice + 0x400);
            memory.drain();
        }
    }

    private void walk(Task own, long address) {
        memory.rcuReadLock(own);
        try {
            PageTable leaf = tables.find(own, root, address);
            if (leaf != null && tables.lock(own, leaf, address)) {
                long pte = leaf.entries().readOnce(tables.index(address));
                tables.unlock(own, leaf);
                assertTrue(pte == Pte.NONE || pte >> 17 == address >> 5, "0x" + Long.toHexString(pte));
            }
        } finally {
            memory.rcuReadUnlock(own);
        }
    }

    private static Thread start(ConcurrentLinkedQueue<Throwable> thrown, Runnable body) {
        return Thread.ofPlatform().start(() -> {
            try {
                body.run();
            } catch (Throwable t) {
                thrown.add(t);
            }
        });
    }

    private static boolean isDone(boolean[] done) {
        synchronized (done) {
            return done[0];
        }
    }

    private PageTable install(long address) {
        return tables.findOrAllocate(task, root, pageTableLock, address);
    }

    private void free(long start, long end, long floor, long ceiling) {
        tables.free(task, root, pageTableLock, start, end, floor, ceiling);
    }

    private static final class Owner extends KernelObject {
        Owner(PlainMemory memory) {
            super(memory, "mm", 1);
        }
    }
}
