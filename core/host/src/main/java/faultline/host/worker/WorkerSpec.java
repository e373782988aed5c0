package faultline.host.worker;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import faultline.host.ModulePath;

/// What a worker is made of, and its limits.
///
/// @param path        where modules may be taken from
/// @param roots       the modules it must have besides `faultline.host`; what they require follows
/// @param flags       for the JVM
/// @param heapMib     the largest heap
/// @param outputBytes how much of what it prints is kept; more than that stops it
/// @param time        how long one job may run
/// @param grace       how long a cancelled job may take to stop by itself
/// @param cache       the file of what such a worker loads and links each time; where it is not there, or was made
///                    of other jars or by another JDK, the worker starts more slowly, and that is all
public record WorkerSpec(ModulePath path, List<String> roots, List<String> flags, int heapMib,
        long outputBytes, Duration time, Duration grace, Optional<Path> cache) {
    private static final String HOST = "faultline.host";
    private static final Path SHELL = Path.of("/bin/sh");

    /// Every loop gets a safepoint poll (once in a thousand rounds, so it costs nothing), whatever the
    /// collector; without one, a loop that never ends would also keep the worker from halting.
    private static final List<String> ALWAYS = List.of(
            "-XX:+ExitOnOutOfMemoryError", "-XX:-CreateCoredumpOnCrash", "-XX:-UsePerfData",
            "-XX:+UseCountedLoopSafepoints", "-XX:LoopStripMiningIter=1000", "-Xlog:disable", "-Xlog:all=off",
            "-Dstdout.encoding=UTF-8", "-Dstderr.encoding=UTF-8", "--enable-native-access=faultline.lab",
            "--add-exports=java.base/jdk.internal.vm=faultline.lab",
            "--add-exports=java.base/jdk.internal.misc=faultline.lab");

    /// A worker whose figures count: all compilers, a fixed heap, a collector that adds no barriers to reads,
    /// and card marks that are set only once: threads that each store references to objects of their own
    /// would otherwise write the same line of the card table all the time, and measure that.
    public static WorkerSpec measured(String... roots) {
        return new WorkerSpec(ModulePath.ofThisJvm(), List.of(roots),
                List.of("-XX:+UseParallelGC", "-XX:+UseCondCardMark", "-Xms512m"), 512, 1 << 20,
                Duration.ofSeconds(60), Duration.ofMillis(150), Optional.empty());
    }

    /// A worker that is there at once: for everything that is not measured.
    public static WorkerSpec interactive(String... roots) {
        return new WorkerSpec(ModulePath.ofThisJvm(), List.of(roots),
                List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                512, 1 << 20, Duration.ofSeconds(10), Duration.ofMillis(150), Optional.empty());
    }

    /// With another module path to take them from.
    public WorkerSpec path(ModulePath other) {
        return new WorkerSpec(other, roots, flags, heapMib, outputBytes, time, grace, cache);
    }

    /// With these modules too.
    public WorkerSpec roots(Collection<String> more) {
        return new WorkerSpec(path, joined(roots, more), flags, heapMib, outputBytes, time, grace, cache);
    }

    /// With these flags after the others.
    public WorkerSpec flags(String... more) {
        return new WorkerSpec(path, roots, joined(flags, List.of(more)), heapMib, outputBytes, time, grace, cache);
    }

    public WorkerSpec heap(int mib) {
        return new WorkerSpec(path, roots, flags, mib, outputBytes, time, grace, cache);
    }

    public WorkerSpec output(long bytes) {
        return new WorkerSpec(path, roots, flags, heapMib, bytes, time, grace, cache);
    }

    public WorkerSpec time(Duration limit) {
        return new WorkerSpec(path, roots, flags, heapMib, outputBytes, limit, grace, cache);
    }

    public WorkerSpec grace(Duration limit) {
        return new WorkerSpec(path, roots, flags, heapMib, outputBytes, time, limit, cache);
    }

    /// That starts with that cache.
    public WorkerSpec startedFrom(Path file) {
        return new WorkerSpec(path, roots, flags, heapMib, outputBytes, time, grace, Optional.of(file));
    }

    /// The same, to make that cache: of all that its jobs load, when [Worker#dismiss] ends it.
    public WorkerSpec making(Path file) {
        return flags("-XX:AOTCacheOutput=" + file, "-D" + WorkerMain.STAYS + "=true");
    }

    /// Whether a worker made of `other` can do what one made of this does: the same JVM, and no module is
    /// missing. Time and grace are kept by the parent, so they may differ.
    boolean isServedBy(WorkerSpec other) {
        return path == other.path && flags.equals(other.flags) && heapMib == other.heapMib
                && outputBytes == other.outputBytes
                && other.path.closure(other.roots).keySet().containsAll(path.closure(roots).keySet());
    }

    /// The command that starts it. The terminal's Ctrl-C goes to the whole process group; the shell sets INT
    /// to be ignored before the JVM is there, and a JVM that finds it ignored leaves it so.
    List<String> command(Path scratch, Path socket) {
        List<String> needed = needed();
        Map<String, Path> modules = path.closure(needed);
        Stream<String> shell = Files.isExecutable(SHELL)
                ? Stream.of(SHELL.toString(), "-c", "trap '' INT; exec \"$@\"", "worker") : Stream.empty();
        Stream<String> java = Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx" + heapMib + "m",
                "-XX:ErrorFile=" + scratch.resolve(Worker.CRASH_FILE), "-Djava.io.tmpdir=" + scratch,
                "--add-modules", String.join(",", needed),
                "--module-path", modules.values().stream().map(Path::toString)
                        .collect(Collectors.joining(File.pathSeparator)));
        Stream<String> quick = cache.filter(Files::exists).map(file -> "-XX:AOTCache=" + file).stream();
        Stream<String> main = Stream.of(
                "--module", HOST + "/" + WorkerMain.class.getName(), socket.toString());
        return Stream.of(shell, java, ALWAYS.stream(), flags.stream(), quick, main).flatMap(part -> part).toList();
    }

    /// The roots and the host, without those that another of them brings: a cache fits only where these words are
    /// the same.
    private List<String> needed() {
        List<String> all = joined(List.of(HOST), roots).stream().distinct().sorted().toList();
        Set<String> brought = all.stream().flatMap(root -> path.closure(List.of(root)).keySet().stream()
                .filter(module -> !module.equals(root))).collect(Collectors.toSet());
        return all.stream().filter(root -> !brought.contains(root)).toList();
    }

    private static List<String> joined(Collection<String> first, Collection<String> then) {
        List<String> all = new ArrayList<>(first);
        all.addAll(then);
        return List.copyOf(all);
    }
}
