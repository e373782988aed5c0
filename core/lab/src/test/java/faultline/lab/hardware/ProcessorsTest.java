package faultline.lab.hardware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ProcessorsTest {
    private static final boolean LINUX = System.getProperty("os.name").equals("Linux");

    @Test void a_thread_is_tied_to_one_processor_or_says_that_it_is_not() throws InterruptedException {
        Processors processors = Processors.allowed();
        List<Integer> pinned = new ArrayList<>();
        Thread thread = Thread.ofPlatform().start(() -> {
            pinned.add(processors.pin(1));
            pinned.addAll(Processors.allowed().numbers());
        });
        thread.join();

        if (LINUX) {
            int expected = processors.numbers().get(1 % processors.numbers().size());
            assertEquals(List.of(expected, expected), pinned);
        } else {
            assertEquals(List.of(-1), pinned);
        }
    }

    @Test void waiting_for_a_processor_is_counted_or_unknown() {
        long before = RunDelay.nanos();
        long after = RunDelay.nanos();

        assertTrue(LINUX ? 0 <= before && before <= after : before == -1);
    }
}
