package faultline.lab.hardware;

import static org.junit.jupiter.api.Assertions.assertEquals;

import faultline.kernel.memory.KernelObject;
import faultline.kernel.memory.Memory;
import faultline.kernel.memory.Slab;
import faultline.kernel.memory.Word;
import faultline.lab.World;
import faultline.lab.hardware.Crew.Thing;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
@DisplayNameGeneration(ReplaceUnderscores.class)
class MeasuredFamilyTest {
    private static final Pattern LOADED = Pattern.compile("(faultline\\.lab\\.\\S+) source:");

    @Test void a_measured_jvm_loads_one_class_for_each_of_the_seam(@TempDir Path folder) throws Exception {
        Path log = folder.resolve("loaded");
        String classPath = Stream.of(World.class, Memory.class, MeasuredFamilyTest.class)
                .map(MeasuredFamilyTest::place).distinct()
                .collect(Collectors.joining(System.getProperty("path.separator")));
        int exit = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED",
                "-Xshare:auto", "-XX:TieredStopAtLevel=1",
                "-Xlog:class+load:file=" + log, "-cp", classPath, Measured.class.getName())
                .inheritIO().start().waitFor();

        assertEquals(0, exit);
        assertEquals(Set.of("HardwareMemory", "HardwareLine", "HardwareWord", "HardwareWords", "HardwareRef",
                "HardwareTask"), seamClasses(log));
    }

    private static Set<String> seamClasses(Path log) throws IOException {
        Set<String> seam = new TreeSet<>();
        for (String line : Files.readAllLines(log)) {
            Matcher loaded = LOADED.matcher(line);
            if (loaded.find()) {
                String name = loaded.group(1).substring(loaded.group(1).lastIndexOf('.') + 1);
                if (name.matches("\\w+(Memory|Line|Word|Words|Ref|Task)") || name.startsWith("Torture")) {
                    seam.add(name);
                }
            }
        }
        return seam;
    }

    private static String place(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /// A run that uses every kind of cell, in a JVM of its own.
    static final class Measured {
        public static void main(String[] arguments) {
            try (World world = World.hardware(1, 0)) {
                Memory memory = world.memory();
                Slab<Thing> slab = new Slab<>(memory, "thing", 2, memory::synchronizeRcu,
                        number -> new Thing(memory, number));
                world.run(0, task -> {
                    Thing thing = slab.allocate(task);
                    Word word = memory.line(thing).word("word", 1);
                    memory.line(thing).<KernelObject>ref("self").set(thing);
                    slab.free(task, thing);
                    world.drain();
                    if (slab.live() != 0 || word.get() != Word.POISON || !world.bugs().isEmpty()) {
                        throw new AssertionError(List.of(slab.live(), word.get(), world.bugs()));
                    }
                });
            }
        }
    }
}
