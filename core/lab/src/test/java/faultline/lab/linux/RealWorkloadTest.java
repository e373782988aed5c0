package faultline.lab.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import faultline.lab.workload.Cast;
import faultline.lab.workload.Layout;
import faultline.lab.workload.Part;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The kernel beneath this test is asked for some thousand faults.
@DisplayNameGeneration(ReplaceUnderscores.class)
class RealWorkloadTest {
    private static final int PAGES = 100;
    private static final int ROUNDS = 5;
    private static final Path NO_LIBRARY = Path.of("");

    @BeforeAll
    static void linuxOnly() {
        assumeTrue(YourKernel.here().isLinux());
    }

    @ParameterizedTest
    @CsvSource({"PAGE_FAULT1, SHARED", "PAGE_FAULT1, OWN", "ZERO_PAGE, SHARED", "ZERO_PAGE, OWN"})
    void every_touch_is_a_fault_that_the_kernel_counted(RealWorkload workload, Layout layout) {
        RealWorkload.Rig rig = workload.prepare(new Cast(2, 0, layout, PAGES, 1), NO_LIBRARY);
        MemorySegment room = LibC.rusage();
        long before = LibC.minorFaults(room);

        rig.readers().forEach(part -> play(part, ROUNDS));

        long faults = LibC.minorFaults(room) - before;
        assertTrue(faults >= 2 * ROUNDS * PAGES, faults + " faults");
        rig.ending().run();
    }

    @Test
    void touches_that_are_no_faults_are_noticed() {
        RealPages pages = new RealPages((long) PAGES * LibC.PAGE_SIZE);
        Part part = new RealTouch(pages, 0, PAGES, true, true);
        play(part, 1);

        IllegalStateException noticed = assertThrows(IllegalStateException.class, () -> part.reset(null));

        assertTrue(noticed.getMessage().startsWith(PAGES + " touches of new pages made "),
                noticed.getMessage());
        part.end(null);
    }

    @Test
    void writers_leave_no_mapping_behind() throws IOException {
        RealWorkload.Rig rig = RealWorkload.ALU.prepare(new Cast(1, 1, Layout.SHARED, PAGES, 1), NO_LIBRARY);
        play(rig.writers().getFirst(), 2);
        long before = mappings();

        play(rig.writers().getFirst(), 1000);

        assertTrue(mappings() < before + 500);
        assertEquals(1, rig.readers().size());
    }

    private static long mappings() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/maps")).size();
    }

    private static void play(Part part, int rounds) {
        for (int round = 0; round < rounds; round++) {
            for (int index = 0; index < part.length(); index++) {
                part.step(null, index);
            }
            part.reset(null);
        }
    }
}
