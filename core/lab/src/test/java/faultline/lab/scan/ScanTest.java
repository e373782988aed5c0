package faultline.lab.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import faultline.kernel.lock.AddressSpaceLock;
import faultline.kernel.lock.LockStrategy;
import faultline.kernel.mm.Kernel;
import faultline.kernel.mm.MmStruct;
import faultline.lab.Patient;
import faultline.lab.Strategies;
import faultline.refcount.RefcountStrategy;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A strategy is read before it is explored.
@DisplayNameGeneration(ReplaceUnderscores.class)
class ScanTest {

    static List<LockStrategy> strategies() {
        return Strategies.all();
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void the_strategies_of_the_product_can_be_seen_whole(LockStrategy strategy) {
        assertEquals(List.of(), Scan.of(strategy.getClass()));
    }

    @Test
    void an_explorer_takes_no_strategy_that_no_world_can_see() {
        Unseen refused = assertThrows(Unseen.class, () -> Patient.explorer().of(new Counting()));

        assertEquals("counting is not explored: it does what no world can see", refused.getMessage());
        assertEquals("ScanTest.java: field made can change: what changes must stand in a cell",
                refused.offences().getFirst().toString());
    }
}

/// Keeps state of its own.
final class Counting extends RefcountStrategy {
    private int made;

    @Override public String name() {
        return "counting";
    }

    @Override public AddressSpaceLock forAddressSpace(Kernel kernel, MmStruct mm) {
        made++;
        return super.forAddressSpace(kernel, mm);
    }
}
