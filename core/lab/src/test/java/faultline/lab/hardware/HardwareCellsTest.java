package faultline.lab.hardware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import faultline.kernel.memory.KernelBug;
import faultline.kernel.memory.Line;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Ref;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;
import faultline.kernel.memory.Words;
import faultline.lab.World;
import faultline.lab.hardware.Crew.Thing;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
@DisplayNameGeneration(ReplaceUnderscores.class)
class HardwareCellsTest {
    private final World world = World.hardware(2, 0);
    private final Memory memory = world.memory();
    private final Task task = world.task(0);
    private final Thing thing = new Thing(memory, 1);
    private final Line line = memory.line(thing);

    @AfterEach void close() {
        world.close();
    }

    @Test void two_words_of_a_line_share_it_and_two_lines_do_not() {
        long first = address(line.word("first", 0));
        long second = address(line.word("second", 0));
        long other = address(memory.line(thing).word("other", 0));

        assertEquals(0, first % 64);
        assertEquals(first / 64, second / 64);
        assertEquals(first + 8, second);
        assertNotEquals(first / 128, other / 128);
    }

    @Test void a_row_is_contiguous_zero_and_alone_on_its_lines() {
        HardwareWords row = (HardwareWords) memory.words(thing, "row", 10);
        HardwareWords next = (HardwareWords) memory.words(thing, "next", 300_000);

        assertEquals(0, row.at(0) % 64);
        assertEquals(row.at(0) + 72, row.at(9));
        assertTrue(next.at(0) / 64 != row.at(9) / 64);
        assertEquals(0, next.get(299_999));
    }

    @Test void an_access_beyond_a_row_is_refused() {
        Words row = memory.words(thing, "row", 10);

        assertThrows(IndexOutOfBoundsException.class, () -> row.readOnce(10));
        assertThrows(IndexOutOfBoundsException.class, () -> row.set(-1, 0));
    }

    @Test void a_ninth_cell_is_refused() {
        for (int i = 0; i < Line.CELLS; i++) {
            line.word("cell" + i, i);
        }

        assertThrows(IllegalStateException.class, () -> line.ref("ninth"));
    }

    @Test void a_word_does_what_the_kernel_says() {
        Word word = line.word("count", 5);

        assertEquals(5, word.fetchAdd("A", "B", 2));
        assertEquals(7, word.fetchAddRelaxed(-1));
        assertEquals(6, word.fetchAddWithin("A", "B", 1, 1, 6));
        assertEquals(7, word.fetchAddWithinAcquire("A", 1, 1, 6));
        assertEquals(7, word.cmpxchg("A", "B", 8, 1));
        assertEquals(7, word.cmpxchgAcquire("A", 7, 8));
        assertEquals(8, word.xchgRelease("A", 0b1100));
        assertEquals(0b1100, word.fetchOrRelaxed(0b0011));
        assertEquals(0b1111, word.fetchAndRelaxed(0b1010));
        assertEquals(0b1010, word.readOnce());
        assertEquals("thing.count", word.name());
    }

    @Test void adding_from_two_threads_loses_nothing() {
        Word word = line.word("sum", 0);
        Word bounded = line.word("bounded", 0);

        Crew crew = new Crew(world);
        for (int cpu = 0; cpu < 2; cpu++) {
            crew.on(cpu, self -> {
                for (int i = 0; i < 100_000; i++) {
                    word.fetchAdd("A", "B", 1);
                    bounded.fetchAddWithin("A", "B", 1, 0, 149_999);
                }
            });
        }
        crew.join();

        assertEquals(200_000, word.readOnce());
        assertEquals(150_000, bounded.readOnce());
    }

    @Test void a_ref_names_its_object() {
        Ref<Thing> ref = line.ref("next");
        Thing other = new Thing(memory, 2);

        assertNull(ref.get());
        ref.rcuAssign("A", thing);
        assertSame(thing, ref.rcuDereference("B"));
        assertTrue(ref.seeIs(task, thing));
        assertFalse(ref.cmpxchg("A", "B", other, null));
        assertTrue(ref.cmpxchg("A", "B", thing, other));
        assertSame(other, ref.xchg("A", "B", null));
        assertTrue(ref.readOnceIs(null));
        assertNotSame(other.handle(), thing.handle());
        assertSame(other, memory.object(other.handle()));
    }

    @Test void a_pointer_read_from_freed_memory_is_a_bug_that_names_the_cell() {
        Ref<Thing> ref = line.ref("next");
        Ref<Thing> stable = line.stableRef("mm");
        Word word = line.word("count", 3);
        stable.set(thing);

        thing.poisonBy(task);

        assertEquals(Word.POISON, word.get());
        assertSame(thing, stable.readOnce());
        KernelBug bug = assertThrows(KernelBug.class, ref::readOnce);
        assertEquals("use after free: thing#1.next", bug.getMessage());
        assertEquals(List.of("use after free: thing#1.next"), world.bugs());
    }

    @Test void handles_survive_the_growth_of_their_table() {
        Thing[] many = new Thing[10_000];
        for (int i = 0; i < many.length; i++) {
            many[i] = new Thing(memory, i + 10);
        }

        for (Thing one : many) {
            assertSame(one, memory.object(one.handle()));
        }
        assertThrows(KernelBug.class, () -> memory.object(many[9_999].handle() + 1));
    }

    @Test void accesses_allocate_nothing() {
        Word word = line.word("count", 0);
        Ref<Thing> ref = line.ref("self");
        Words row = memory.words(thing, "row", 64);
        Words copy = memory.words(thing, "copy", 64);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        world.enter(0);
        long allocated = Long.MAX_VALUE;
        for (int attempt = 0; attempt < 20 && allocated > 0; attempt++) {   // the JVM's first steps may
            long before = threads.getCurrentThreadAllocatedBytes();
            use(word, ref, row, copy, 100_000);                             // ten accesses a turn
            allocated = threads.getCurrentThreadAllocatedBytes() - before;
        }
        world.leave(task);

        assertEquals(0, allocated);
    }

    private void use(Word word, Ref<Thing> ref, Words row, Words copy, int turns) {
        for (int i = 0; i < turns; i++) {
            word.fetchAddWithin("A", "B", 1, 0, Long.MAX_VALUE);
            word.set(word.get() + word.see(task));
            ref.rcuAssign("A", thing);
            row.writeOnce(i & 63, ref.rcuDereference("B").number());
            row.fetchOrRelaxed(i & 63, word.cmpxchg("A", "B", 0, 1));
            copy.copyFrom(row);
            copy.fill(i);
            memory.rcuReadLock(task);
            memory.rcuReadUnlock(task);
            task.poll();
        }
    }

    private static long address(Word word) {
        return ((HardwareWord) word).address();
    }
}
