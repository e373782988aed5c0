package faultline.host.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import faultline.lab.Verdict;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class EvidenceTest {
    private static final String RUN = """
              step  mincore, task#1                     madvise, task#2
                 1  mm.mmap_lock 0 → 1  (A)
              *  2                                      mm.first  1
                 3  vec.present  0
              > 11  mm.mmap_lock?  9  (A)

              * step 2  it was not the newest
            """;

    @Test
    void a_run_has_as_many_steps_as_are_told() {
        assertEquals(4, Evidence.of(0, Verdict.FAIL, "nobody goes on", RUN, "").steps());
        assertEquals(0, Evidence.of(0, Verdict.PASS, "", "", "").steps());
    }
}
