package faultline.repl.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class NearestTest {
    private static final List<String> NAMES =
            List.of("mmap-lock", "refcount", "rwsem", "seqcount", "srcu", "store-free", "vma-seq");

    @Test
    void a_slip_finds_its_name() {
        assertEquals(Optional.of("refcount"), Nearest.to("refcuont", NAMES));
        assertEquals(Optional.of("store-free"), Nearest.to("storefree", NAMES));
        assertEquals(Optional.of("vma-seq"), Nearest.to("vma_seq", NAMES));
        assertEquals(Optional.of("srcu"), Nearest.to("scru", NAMES));
    }

    @Test
    void a_beginning_is_nearer_than_a_slip() {
        assertEquals(Optional.of("store-free"), Nearest.to("store", NAMES));
    }

    @Test
    void what_is_like_nothing_finds_nothing() {
        assertEquals(Optional.empty(), Nearest.to("percpu-rwlock", NAMES));
        assertEquals(Optional.empty(), Nearest.to("1", List.of("c", "l")));
    }

    @Test
    void neighbours_that_changed_places_are_one_slip() {
        assertEquals(1, Nearest.distance("page_fautl1", "page-fault1"));
    }
}
