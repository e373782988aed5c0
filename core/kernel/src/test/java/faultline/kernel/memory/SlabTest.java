package faultline.kernel.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SlabTest {
    private final PlainMemory memory = new PlainMemory();
    private final Task task = memory.task(0);

    @Test
    void what_was_freed_last_is_handed_out_first_in_a_new_life() {
        Slab<Thing> slab = slab(null);
        Thing first = slab.allocate(task);
        Thing second = slab.allocate(task);
        second.word.set(7);
        slab.free(task, first);
        slab.free(task, second);
        assertEquals(0, slab.live());

        assertSame(second, slab.allocate(task));

        assertEquals(Word.POISON, second.word.get());
        assertSame(first, slab.allocate(task));
        assertNull(slab.allocate(task));
        assertEquals(2, slab.live());
    }

    @Test
    void what_waits_for_its_readers_is_not_handed_out() {
        Slab<Thing> slab = slab(memory.rcu());
        Thing freed = slab.allocate(task);
        freed.word.set(7);
        slab.free(task, freed);

        assertNotSame(freed, slab.allocate(task));

        assertEquals(7, freed.word.get());
        memory.drain();
        assertEquals(Word.POISON, freed.word.get());
        assertSame(freed, slab.allocate(task));
    }

    @Test
    void a_full_slab_waits_for_what_was_freed_unless_the_task_stands_in_RCU() {
        Slab<Thing> slab = slab(_ -> memory.drain());
        Thing freed = slab.allocate(task);
        assertNotNull(slab.allocate(task));
        slab.free(task, freed);
        memory.rcuReadLock(task);
        assertNull(slab.allocate(task));
        memory.rcuReadUnlock(task);

        assertSame(freed, slab.allocate(task));

        assertNull(slab.allocate(task));
    }

    private Slab<Thing> slab(Memory.GracePeriod gracePeriod) {
        return new Slab<>(memory, "thing", 2, gracePeriod, number -> new Thing(memory, number));
    }

    private static final class Thing extends KernelObject {
        private final Word word;

        Thing(Memory memory, int number) {
            super(memory, "thing", number);
            this.word = memory.line(this).word("word", 0);
        }
    }
}
