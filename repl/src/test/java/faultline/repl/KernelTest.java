package faultline.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import faultline.host.Exit;
import faultline.host.Trouble;
import faultline.host.bench.BenchJob;
import faultline.host.bench.KernelJob;
import faultline.host.worker.Outcome;
import faultline.host.worker.Worker;
import faultline.host.worker.WorkerSpec;
import faultline.lab.bench.BenchSpec;
import faultline.lab.linux.Trigger;
import faultline.lab.linux.YourKernel;
import faultline.lab.workload.Workload;
import faultline.repl.work.Measurements;
import faultline.repl.work.ProbeLibrary;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The kernel that these tests run on, as the desk reaches it.
@Timeout(60)
@DisplayNameGeneration(ReplaceUnderscores.class)
class KernelTest {
    @BeforeAll
    static void linuxOnly() {
        assumeTrue(YourKernel.here().isLinux());
    }

    @Test
    void a_fresh_worker_measures_a_fork() {
        BenchSpec spec = BenchSpec.of(YourKernel.here().name(), Workload.named("page_fault1"), 1)
                .times(new BenchSpec.Times(1, 20, 2, 5, 100));
        List<BenchJob.News> news = new ArrayList<>();

        try (Worker worker = Worker.start(WorkerSpec.measured("faultline.lab"))) {
            Outcome outcome = worker.run(KernelJob.class, new KernelJob.Order(spec, ""), news::add);

            assertEquals(new Outcome.Finished(), outcome);
        }
        assertEquals(spec, ((BenchJob.Measured) news.getLast()).fork().spec());
    }

    @Test
    void the_probed_function_is_built_and_is_not_probed_yet(@TempDir Path cache) {
        assumeTrue(Stream.of("/usr/bin/cc", "/usr/bin/gcc", "/usr/bin/clang").map(Path::of)
                .anyMatch(Files::exists));
        ProbeLibrary library = new ProbeLibrary(cache);

        Path built = library.built();

        assertEquals(built, library.path());
        try (Desk desk = new Desk()) {
            Trigger.Sight sight = desk.part(Measurements.class).look(built);
            assertFalse(sight.probed(), sight::toString);
            assertTrue(sight.offset() > 0, sight::toString);
        }
    }

    @Test
    void a_path_that_a_shell_takes_apart_is_refused(@TempDir Path cache) {
        ProbeLibrary library = new ProbeLibrary(cache.resolve("a'; reboot; 'b"));

        Trouble refused = assertThrows(Trouble.class, library::built);

        assertEquals(Exit.INCONCLUSIVE, refused.exit());
        assertEquals("the cache folder's path has characters that a shell or the kernel takes apart",
                refused.what());
        assertEquals("choose another with XDG_CACHE_HOME", refused.why());
    }
}
