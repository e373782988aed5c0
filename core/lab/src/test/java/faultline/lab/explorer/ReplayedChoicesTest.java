package faultline.lab.explorer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;
import faultline.lab.Exploration;
import faultline.lab.Patient;
import faultline.lab.Scenario;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/// The same choices must lead to the same accesses, or nothing that was found says anything.
@DisplayNameGeneration(ReplaceUnderscores.class)
class ReplayedChoicesTest {

    @Test
    void state_outside_the_cells_makes_an_exploration_unknown_where_only_a_value_tells() {
        long[] hidden = new long[1];

        Exploration found = Patient.explorer().explore(new Writers(before -> hidden[0]++));

        assertFalse(found.isComplete());
        assertNull(found.failure());
        assertTrue(found.covered().startsWith("unknown: the same choices led elsewhere the second time"),
                found.covered());
    }

    @Test
    void the_same_without_hidden_state_is_complete() {
        Exploration found = Patient.explorer().explore(new Writers(before -> before + 1));

        assertTrue(found.isComplete());
        assertEquals(List.of("x=2", "x=3", "x=4"), List.copyOf(found.outcomes().keySet()));
    }

    /// Two tasks that each read `x` and write what comes of it, twice.
    private record Writers(LongUnaryOperator next) implements Scenario {

        private static final class Owner extends KernelObject {
            Owner(Memory memory) {
                super(memory, "data", 0);
            }
        }

        @Override public String name() {
            return "writers";
        }

        @Override public List<String> tasks() {
            return List.of("one", "other");
        }

        @Override public Play set(Memory memory, Task boot, int cpus) {
            Word x = memory.line(new Owner(memory)).word("x", 0);
            return new Play() {
                @Override public String act(int which, Task task) {
                    x.writeOnce(next.applyAsLong(x.readOnce()));
                    x.writeOnce(next.applyAsLong(x.readOnce()));
                    return "";
                }

                @Override public String atRest() {
                    return "x=" + x.readOnce();
                }
            };
        }
    }
}
