package faultline.lab.explorer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import faultline.kernel.memory.Word;
import faultline.lab.Exploration;
import faultline.lab.Explorer;
import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/// A round that everybody takes part in and that nobody leaves is a failure; a loop that somebody leaves is none.
@DisplayNameGeneration(ReplaceUnderscores.class)
class LivelockTest {
    private static final Explorer EXPLORER = Explorer.create().within(Duration.ofSeconds(10));

    /// Each says that it wants in, gives way if the other does too, and tries again.
    private static Shape.Body polite(boolean first) {
        return (cells, task) -> {
            Word own = first ? cells.x() : cells.y();
            Word other = first ? cells.y() : cells.x();
            while (true) {
                own.xchg("A", "B", 1);
                boolean alone = other.loadAcquire("C") == 0;
                own.xchg("D", "E", 0);
                if (alone) {
                    return "";
                }
                task.pause();
            }
        };
    }

    @Test
    void two_who_give_way_to_each_other_for_ever_are_found() {
        Exploration found = EXPLORER.explore(Shape.of("polite", polite(true), polite(false)));

        assertTrue(found.failure() != null && found.failure().what().startsWith("livelock: P0 and P1 take the same"),
                found.toString());
        assertTrue(found.failure().token().length() <= 60, found.failure().token());
        assertTrue(found.failure().report().lines().count() <= 40, found.failure().report());
        assertEquals(found.failure(), EXPLORER.explore(Shape.of("polite", polite(true), polite(false))).failure());
    }

    @Test
    void one_who_insists_lets_the_other_in() {
        Exploration found = EXPLORER.explore(Shape.of("rude", polite(true), (cells, task) -> {
            cells.y().xchg("A", "B", 1);
            cells.y().xchg("D", "E", 0);
            return "";
        }));

        assertNull(found.failure(), found.toString());
    }

    @Test
    void a_spin_for_what_nobody_stores_is_no_round_but_a_deadlock() {
        Exploration found = EXPLORER.explore(Shape.of("spin", (cells, task) -> {
            while (cells.x().readOnce() == 0) {
                task.pause();
            }
            return "";
        }));

        assertEquals("nobody goes on: task#1 looks again and again", found.failure().what());
    }
}
