package faultline.host.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.ProtocolException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What was sent arrives; what was never sent by an honest worker is refused, whatever its bytes are.
@DisplayNameGeneration(ReplaceUnderscores.class)
class WireTest {
    enum Verdict { PASS, FAIL, UNKNOWN }

    sealed interface Check {
    }

    record Bounded(int bound) implements Check {
        Bounded {
            if (bound < 0) {
                throw new IllegalArgumentException("the bound is negative");
            }
        }
    }

    record Open(String why) implements Check {
    }

    record Report(String name, Verdict verdict, List<Check> checks, Map<String, Long> counters, double rate,
            boolean full) {
    }

    @Test
    void a_record_with_lists_maps_enums_and_sealed_parts_arrives_as_it_was() throws IOException {
        Map<String, Long> counters = new LinkedHashMap<>();
        counters.put("vma_lock_success", Long.MAX_VALUE);
        counters.put("vma_lock_abort", -1L);
        Report report = new Report("störung", Verdict.UNKNOWN, List.of(new Open("time"), new Bounded(4)),
                counters, Double.NaN, true);

        Report arrived = (Report) Wire.decode(Report.class, Wire.encode(Report.class, report));

        assertEquals(report, arrived);
        assertEquals(List.copyOf(counters.keySet()), List.copyOf(arrived.counters().keySet()));
    }

    @Test
    void a_record_may_refuse_its_values() {
        byte[] minusOne = Wire.encode(Integer.class, -1);

        assertEquals("Bounded refused its values: the bound is negative",
                assertThrows(ProtocolException.class, () -> Wire.decode(Bounded.class, minusOne))
                        .getMessage());
    }

    @Test
    void a_case_that_is_none_is_refused() {
        assertEquals("there is no case 3 of 3", assertThrows(ProtocolException.class,
                () -> Wire.decode(Verdict.class, Wire.encode(Integer.class, 3))).getMessage());
    }

    @Test
    void a_length_that_cannot_be_is_refused_before_memory_is_taken() {
        assertEquals("2147483647 are promised, 0 bytes are left", assertThrows(ProtocolException.class,
                () -> Wire.decode(String.class, Wire.encode(Integer.class, Integer.MAX_VALUE))).getMessage());
    }

    @ParameterizedTest(name = "{0} bytes")
    @ValueSource(ints = {0, 1, 11, 13})
    void too_few_bytes_and_too_many_are_refused(int length) {
        byte[] bytes = Arrays.copyOf(Wire.encode(String.class, "8 bytes."), length);

        assertThrows(IOException.class, () -> Wire.decode(String.class, bytes));
    }

    @Test
    void what_has_no_form_on_the_wire_is_refused_by_its_name() {
        assertEquals("java.lang.Object is not a type to send", assertThrows(IllegalArgumentException.class,
                () -> Wire.encode(Object.class, new Object())).getMessage());
    }
}
