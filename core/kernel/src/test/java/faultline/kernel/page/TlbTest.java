package faultline.kernel.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.PlainMemory;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TlbTest {
    private final PlainMemory memory = new PlainMemory();
    private final Tlb tlb = new Tlb(memory, new Owner(memory), 4);

    @Test
    void a_page_is_remembered_until_another_takes_its_place() {
        assertEquals(Pte.NONE, tlb.lookup(0));
        tlb.insert(0, 0x1001);
        tlb.insert(1, 0x2001);
        assertEquals(0x1001, tlb.lookup(0));
        assertEquals(Pte.NONE, tlb.lookup(4));

        tlb.insert(4, 0x3001);

        assertEquals(Pte.NONE, tlb.lookup(0));
        assertEquals(0x3001, tlb.lookup(4));
        assertEquals(0x2001, tlb.lookup(1));
    }

    @Test
    void what_is_flushed_is_forgotten() {
        tlb.insert(1, 0x1001);
        tlb.insert(2, 0x2001);
        tlb.flushPage(5);
        assertEquals(0x1001, tlb.lookup(1));
        tlb.flushPage(1);
        assertEquals(Pte.NONE, tlb.lookup(1));
        assertEquals(0x2001, tlb.lookup(2));

        tlb.flush();

        assertEquals(Pte.NONE, tlb.lookup(2));
    }

    private static final class Owner extends KernelObject {
        Owner(PlainMemory memory) {
            super(memory, "cpu", 1);
        }
    }
}
