package faultline.lab.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import faultline.kernel.lock.AddressSpaceLock;
import faultline.kernel.lock.LockStrategy;
import faultline.kernel.memory.Line;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Ref;
import faultline.kernel.memory.Task;
import faultline.kernel.memory.Word;
import faultline.kernel.memory.Words;
import faultline.lab.workload.Workload;
import faultline.refcount.RefcountStrategy;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What makes the seam free: a JVM that measures has one class for each class of the seam, and one lock.
@Timeout(300)
@DisplayNameGeneration(ReplaceUnderscores.class)
class MeasuredForkTest {
    private static final Pattern LOADED = Pattern.compile("\\] (faultline\\.[^\\s/]+) source:");

    @Test void a_fork_loads_one_memory_one_task_and_one_lock(@TempDir Path folder) throws Exception {
        Path log = folder.resolve("loaded");
        int exit = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED",
                "-Xshare:auto", "-XX:TieredStopAtLevel=1",
                "-Xlog:class+load:file=" + log, "-cp", classPath(), OneFork.class.getName())
                .inheritIO().start().waitFor();

        assertEquals(0, exit);
        assertEquals(Set.of("HardwareMemory", "HardwareTask", "HardwareLine", "HardwareWord", "HardwareWords",
                "HardwareRef", "RefcountLock", "RefcountStrategy"), familyIn(log));
    }

    /// The loaded classes that extend or implement one of those that every call goes through.
    private static Set<String> familyIn(Path log) throws IOException, ClassNotFoundException {
        Set<String> family = new TreeSet<>();
        for (String line : Files.readAllLines(log)) {
            Matcher loaded = LOADED.matcher(line);
            if (!loaded.find()) {
                continue;
            }
            Class<?> type = Class.forName(loaded.group(1), false, MeasuredForkTest.class.getClassLoader());
            for (Class<?> seam : Set.of(Memory.class, Task.class, Line.class, Word.class, Words.class,
                    Ref.class, AddressSpaceLock.class, LockStrategy.class)) {
                if (seam.isAssignableFrom(type) && seam != type) {
                    family.add(type.getSimpleName());
                }
            }
        }
        return family;
    }

    /// Kernel, lab and refcount; no other strategy.
    static String classPath() {
        return Stream.of(Memory.class, Bench.class, RefcountStrategy.class, Histogram.class,
                MeasuredForkTest.class).map(MeasuredForkTest::place).distinct()
                .collect(Collectors.joining(System.getProperty("path.separator")));
    }

    private static String place(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /// What a worker does for a row, in a JVM of its own.
    static final class OneFork {
        public static void main(String[] arguments) throws InterruptedException {
            BenchSpec spec = BenchSpec.of("refcount", Workload.named("mixed"), 1)
                    .times(new BenchSpec.Times(1, 20, 2, 5, 100)).graceMicros(0);
            Bench.run(spec, 32, new RefcountStrategy(), step -> { });
        }
    }
}
