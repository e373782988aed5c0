package faultline.kernel.mm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import faultline.kernel.memory.KernelBug;
import faultline.kernel.memory.PlainMemory;
import faultline.kernel.memory.Task;
import faultline.kernel.page.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class InodeTest {
    private static final int PAGES = 16;
    private static final int PAGE_WORDS = 4;

    private final PlainMemory memory = new PlainMemory();
    private final Task task = memory.task(0);
    private final Kernel kernel = NoLock.kernel(memory, 3, 8, 16);
    private final Dentry dentry = new Dentry(memory, "a.so", 0x90, 0xcc);
    private final Inode inode = kernel.newInode(task, dentry, PAGES);

    @Test
    void a_page_is_read_once_and_holds_what_the_device_holds() {
        assertNull(inode.find(task, 3));
        Frame read = inode.findOrRead(task, 3);

        Frame found = inode.find(task, 3);

        assertSame(read, found);
        assertEquals(3, kernel.frames().references(found), "the cache and two lookups");
        assertSame(inode, found.mapping().get());
        assertEquals(3, found.index().get());
        assertContents(3, found);
        kernel.frames().put(task, found);
        kernel.frames().put(task, read);
        inode.put(task);
        assertEquals(0, kernel.frames().inUse());
    }

    @Test
    void a_file_begins_with_its_text_and_goes_on_with_words_that_tell_where_they_are() {
        Dentry other = new Dentry(memory, "b.so");

        assertEquals(0x90, dentry.content(0));
        assertEquals(0xcc, dentry.content(1));
        assertEquals(3, dentry.content(2) & 0xffff_ffffL);
        assertNotEquals(dentry.content(2), other.content(2));
    }

    @Test
    void behind_the_end_there_is_no_page() {
        Frame kept = inode.findOrRead(task, 8);
        inode.truncate(task, 8);

        assertNull(inode.find(task, 8));
        assertNull(inode.findOrRead(task, 8));
        assertNull(inode.find(task, 1_000_000));

        assertContents(8, kept);
        assertNull(kept.mapping().get());
        assertEquals(1, kernel.frames().inUse());
        kernel.frames().put(task, kept);
        assertEquals(0, kernel.frames().inUse());
    }

    @Test
    void a_page_that_is_cut_off_while_it_is_read_does_not_enter_the_cache() {
        memory.duringDeviceWait(() -> inode.truncate(task, 5));

        assertNull(inode.findOrRead(task, 5));

        assertEquals(0, kernel.frames().inUse());
        inode.truncate(task, PAGES);
        assertNull(inode.find(task, 5));
    }

    @Test
    void of_two_who_read_a_page_one_throws_his_copy_away() {
        Frame[] faster = new Frame[1];
        memory.duringDeviceWait(() -> faster[0] = inode.findOrRead(memory.task(1), 5));

        Frame read = inode.findOrRead(task, 5);

        assertSame(faster[0], read);
        assertEquals(1, kernel.frames().inUse());
        assertEquals(3, kernel.frames().references(read));
    }

    @Test
    void a_frame_that_became_another_page_between_finding_and_holding_it_is_let_go() {
        Frame frame = inode.findOrRead(task, 5);
        kernel.frames().put(task, frame);
        memory.beforeFollowing(() -> {
            inode.truncate(task, 0);
            inode.truncate(task, PAGES);
            assertSame(frame, inode.findOrRead(task, 7), "the frame is to be reused");
        });

        assertNull(inode.find(task, 5));
        assertEquals(2, kernel.frames().references(frame), "the cache and who read page 7");
    }

    @Test
    void the_last_hold_on_a_file_closes_it_and_lets_the_inode_go() {
        File file = kernel.open(task, inode, VmFlags.READ);
        inode.put(task);
        kernel.frames().put(task, file.inode().findOrRead(task, 0));
        file.get();
        file.put(task);
        assertEquals(1, kernel.inodes().live());

        file.put(task);

        assertEquals(0, kernel.files().live());
        assertEquals(0, kernel.inodes().live());
        assertEquals(0, kernel.frames().inUse());
        assertThrows(KernelBug.class, () -> file.put(task));
    }

    @Test
    void the_VMAs_that_map_a_file_are_listed() {
        long seed = Long.getLong("faultline.seed", 1);
        Random random = new Random(seed);
        File file = kernel.open(task, inode, VmFlags.READ);
        List<Vma> linked = new ArrayList<>();
        List<Vma> free = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Vma vma = kernel.vmas().allocate(task);
            vma.setFile(file);
            free.add(vma);
        }
        for (int step = 0; step < 300; step++) {
            boolean link = linked.isEmpty() || !free.isEmpty() && random.nextBoolean();
            Vma vma = (link ? free : linked).remove(random.nextInt((link ? free : linked).size()));
            if (link) {
                inode.link(vma);
                linked.addFirst(vma);
            } else {
                inode.unlink(vma);
                inode.unlink(vma);   // once too often does no harm
                free.add(vma);
            }
            List<Vma> listed = new ArrayList<>();
            for (Vma at = inode.firstMapping(); at != null; at = inode.nextMapping(at)) {
                listed.add(at);
            }
            assertEquals(linked, listed, "seed " + seed + ", step " + step);
        }
        inode.link(free.isEmpty() ? linked.removeFirst() : free.getFirst());
        file.put(task);
        assertThrows(KernelBug.class, () -> inode.put(task), "an inode goes while it is mapped");
    }

    @Test
    void lookups_race_with_truncation_and_never_get_another_page() throws InterruptedException {
        long seed = Long.getLong("faultline.seed", 1);
        ConcurrentLinkedQueue<Throwable> thrown = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int cpu = 1; cpu < 3; cpu++) {
            Task own = memory.task(cpu);
            Random random = new Random(seed + cpu);
            threads.add(Thread.ofPlatform().start(() -> {
                try {
                    for (int step = 0; step < 2_000; step++) {
                        look(own, random.nextInt(PAGES), random.nextBoolean());
                    }
                } catch (Throwable t) {
                    thrown.add(t);
                }
            }));
        }
        Random random = new Random(seed);
        while (threads.stream().anyMatch(Thread::isAlive)) {
            inode.truncate(task, random.nextInt(PAGES));
            inode.truncate(task, PAGES);
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertTrue(thrown.isEmpty(), () -> "seed " + seed + ": " + thrown.peek());
        inode.put(task);
        assertEquals(0, kernel.frames().inUse(), "seed " + seed);
        assertEquals(List.of(), memory.bugs(), "seed " + seed);
    }

    private void look(Task own, int index, boolean read) {
        Frame frame = read ? inode.findOrRead(own, index) : inode.find(own, index);
        if (frame != null) {
            assertContents(index, frame);
            kernel.frames().put(own, frame);
        }
    }

    private void assertContents(int index, Frame frame) {
        assertNotNull(frame);
        for (int word = 0; word < PAGE_WORDS; word++) {
            assertEquals(dentry.content(index * PAGE_WORDS + word), frame.data().get(word));
        }
    }
}
