package faultline.repl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import faultline.host.ModulePath;
import faultline.host.plugin.Plugin;
import faultline.repl.work.Strategies;

/// The workers of the tests start as the launcher's do, with a cache; there are some two hundred. It is made beside
/// the first tests, by one of the JVMs that run them, and is there for the rest, and for all until a jar changes. Where
/// modules are folders, as without `package`, no cache can be made, and the workers start without.
final class QuickWorkers {
    private static final Path TARGET = Path.of("target").toAbsolutePath();

    private QuickWorkers() {
    }

    /// Returns at once.
    static void begin() {
        if (Beginning.CACHE != null) {
            use(Beginning.CACHE);
        }
    }

    private static void use(Path cache) {
        if (Files.exists(cache)) {
            System.setProperty(WorkerRehearsal.CACHE, cache.toString());
        }
    }

    private static final class Beginning {
        static final Path CACHE = cache();

        private static Path cache() {
            List<String> roots = Stream.concat(Stream.of("faultline.host"), Strategies.with(List.of()).all().stream()
                    .map(Plugin::needs).flatMap(Collection::stream)).toList();
            List<String> key = new ArrayList<>(List.of(System.getProperty("java.home")));
            for (Path place : ModulePath.ofThisJvm().closure(roots).values()) {
                if (!Files.isRegularFile(place)) {
                    return null;
                }
                key.add(place + " " + changed(place));
            }
            Path cache = TARGET.resolve("worker-" + Integer.toHexString(key.hashCode()) + ".aot");
            if (!Files.exists(cache)) {
                Thread.ofPlatform().daemon().name("worker cache").start(() -> make(cache));
            }
            return cache;
        }

        private static FileTime changed(Path file) {
            try {
                return Files.getLastModifiedTime(file);
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        }

        /// Only one of the JVMs that test makes it.
        private static void make(Path cache) {
            try (FileChannel channel = FileChannel.open(TARGET.resolve("worker.making"), StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE); FileLock alone = channel.tryLock()) {
                if (alone == null || Files.exists(cache)) {
                    return;
                }
                try (Stream<Path> files = Files.list(TARGET)) {
                    for (Path old : files.filter(file -> file.getFileName().toString().matches("worker-.*")).toList()) {
                        Files.delete(old);
                    }
                }
                Path made = TARGET.resolve("worker.new");
                WorkerRehearsal.run(Strategies.with(List.of()), made);
                Files.move(made, cache, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException | OverlappingFileLockException without) {
                System.err.println("workers start without a cache: " + without);
            }
        }
    }
}
